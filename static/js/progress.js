// A run that is under way: its bar and numbers follow by themselves, and the page that says how it ended comes in its place.
const PAUSE_MS = 1000

/** @param {ParentNode} page @param {string} selector */
const part = (page, selector) => /** @type {HTMLElement | null} */ (page.querySelector(selector))

async function look() {
  const answer = await fetch(location.href)
  if (!answer.ok || answer.redirected) throw new Error('no such page')
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

/** @param {Document} page */
function show(page) {
  const main = part(document, 'main')
  const hadFocus = main?.contains(document.activeElement)
  if (!part(page, '[data-follow]')) {
    main?.replaceChildren(...(part(page, 'main')?.childNodes ?? []))
    if (hadFocus) main?.focus()
    return false
  }
  const [bar, next] = [document, page].map((one) => one.querySelector('progress'))
  if (bar && next) Object.assign(bar, { max: next.max, value: next.value })
  part(document, '[data-said]')?.replaceChildren(...(part(page, '[data-said]')?.childNodes ?? []))
  return true
}

async function follow() {
  const again = part(document, '[data-again]')
  again?.toggleAttribute('hidden', true)
  try {
    do await new Promise((done) => setTimeout(done, PAUSE_MS))
    while (show(await look()))
  } catch {
    // Signed out, or no way to the server: the link is there for whoever wants to try.
    again?.toggleAttribute('hidden', false)
  }
}

void follow()
