// Small comforts; everything works without them. "/" goes to the search field, Ctrl+Enter saves the form one is in.
addEventListener('keydown', (event) => {
  const target = /** @type {HTMLElement} */ (event.target)
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector('[data-search]'))
  const typing = target.matches('input:not([type=checkbox], [type=radio]), textarea, select')
  if (event.key === '/' && search && !typing) {
    event.preventDefault()
    search.focus()
    search.select()
  }
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    // A field may belong to a form it does not stand in.
    const { form } = /** @type {HTMLInputElement} */ (target)
    if (form?.matches('[data-save]')) form.requestSubmit(form.querySelector('[data-primary]'))
  }
})

const MOST_BYTES = 25_000_000

// The server would refuse a larger file too, but only after it was sent. The form for many photos says it of each.
addEventListener('change', ({ target }) => {
  if (
    !(target instanceof HTMLInputElement) ||
    target.type !== 'file' ||
    target.form?.matches('[data-uploads]')
  )
    return
  const isLarge = [...(target.files ?? [])].some((file) => file.size > MOST_BYTES)
  target.setCustomValidity(
    isLarge ? 'The file is larger than 25 MB. Save it smaller and choose it again.' : '',
  )
  target.reportValidity()
})

addEventListener('submit', ({ target, submitter }) => {
  if (!(target instanceof HTMLFormElement) || !submitter || !target.matches('[data-save]')) return
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = target.querySelectorAll('input[type=file]')
  if (![...fields].some((field) => field.files?.length)) return
  const words = submitter.textContent
  submitter.textContent = 'Sending …'
  // Whoever comes back to this very page finds the button as it was.
  addEventListener('pagehide', () => (submitter.textContent = words), { once: true })
})
