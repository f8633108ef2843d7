// Two shortcuts; everything works without them. "/" goes to the search field, Ctrl+Enter saves the form one is in.
addEventListener('keydown', (event) => {
  const target = /** @type {HTMLElement} */ (event.target)
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector('[data-search]'))
  if (event.key === '/' && search && !target.matches('input, textarea, select')) {
    event.preventDefault()
    search.focus()
    search.select()
  }
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    const form = /** @type {HTMLFormElement | null} */ (target.closest('form[data-save]'))
    form?.requestSubmit(form.querySelector('[data-primary]'))
  }
})
