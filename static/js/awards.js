/** Awards that are on the screen are new no more; the marks beside them stay until the next page. */
async function see() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-seen]'))
  if (!form) return
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
  const response = await fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(
    () => undefined,
  )
  if (response?.type === 'opaqueredirect') document.querySelector('.medal .badge')?.remove()
}

void see()
