/** Everything works without this file; with it the clock moves, keys answer and pages change without a reload. */

/** A form is sent once, however often it is clicked; one marked data-swap in the background, for the page that comes back; one with data-stay for the part of it that has this id. */
document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target)
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = '1'
  if (!form.matches('[data-swap], [data-stay]')) return
  event.preventDefault()
  const data = new FormData(form, event.submitter)
  void (form.matches('[data-swap]') ? swap(form, data) : stay(form, data))
})

/** A page that the back button brings back may send its forms again. */
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form')) delete form.dataset.sent
})

/**
 * @param {HTMLFormElement} form
 * @param {FormData} data
 */
async function swap(form, data) {
  const came = await send(form, data)
  if (came) show(came)
}

/**
 * @param {HTMLFormElement} form
 * @param {FormData} data
 */
async function stay(form, data) {
  const came = await send(form, data)
  if (!came) return
  const id = form.dataset.stay ?? ''
  const [here, there] = [document.getElementById(id), came.page.getElementById(id)]
  if (!here || !there) return show(came)
  here.replaceWith(there)
  const wrong = there.querySelector('[aria-invalid]')
  const said = document.querySelector('[data-said]')
  if (said) said.textContent = there.querySelector('[data-say]')?.textContent ?? ''
  const focus = wrong ?? document.querySelector('[data-next]') ?? there
  if (focus instanceof HTMLElement) focus.focus({ preventScroll: true })
}

/**
 * @param {HTMLFormElement} form
 * @param {FormData} data
 */
async function send(form, data) {
  const body = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]))
  const response = await fetch(form.action, { method: 'POST', body }).catch(() => undefined)
  if (response) return { page: new DOMParser().parseFromString(await response.text(), 'text/html'), response }
  delete form.dataset.sent
  say(form, 'No connection: nothing was sent. Press again.')
}

/** @param {{ page: Document, response: Response }} came */
function show({ page, response }) {
  for (const part of ['main', 'header.top']) {
    const [here, there] = [document.querySelector(part), page.querySelector(part)]
    if (here && there) here.replaceWith(there)
  }
  document.title = page.title
  if (response.redirected) history.replaceState(null, '', response.url)
  scrollTo(0, 0)
  const focus = document.querySelector('main [autofocus]') ?? document.querySelector('main')
  if (focus instanceof HTMLElement) focus.focus({ preventScroll: true })
  wake()
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 */
function say(form, text) {
  const message = form.querySelector('.message.bad') ?? document.createElement('p')
  message.className = 'message bad'
  message.setAttribute('role', 'alert')
  message.textContent = text
  form.querySelector('.card, button')?.append(message)
}

let ticking = 0

/** Lets the clock of the question on this page run; the server's own clock is the one that counts. */
function runClock() {
  cancelAnimationFrame(ticking)
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-left]'))
  if (!form) return
  const end = performance.now() + Number(form.dataset.left)
  const bar = form.querySelector('progress')
  const number = form.querySelector('[data-clock]')
  const said = form.querySelector('[data-clock-said]')
  const tick = () => {
    const left = Math.max(0, end - performance.now())
    const seconds = Math.ceil(left / 1000)
    if (bar) bar.value = left
    if (number && number.textContent !== String(seconds)) {
      number.textContent = String(seconds)
      if (said && (seconds === 10 || seconds === 5)) said.textContent = `${seconds} seconds left`
    }
    form.classList.toggle('hurry', left < 3000)
    if (left > 0) ticking = requestAnimationFrame(tick)
    else if (said) timeIsUp(form, said)
  }
  tick()
}

/**
 * @param {HTMLFormElement} form
 * @param {Element} said
 */
function timeIsUp(form, said) {
  said.textContent = 'Time is up'
  if (form.dataset.sent) return
  form.dataset.sent = '1'
  const data = new FormData(form)
  data.set('option', '')
  setTimeout(() => void swap(form, data), 1000)
}

/** A link that is there to be copied is chosen whole. */
document.addEventListener('focusin', (event) => {
  if (event.target instanceof HTMLInputElement && event.target.matches('[data-select]')) event.target.select()
})

/** Keys 1 to 4 choose an answer. */
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
  if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return
  const options = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('button.option'))
  options[Number(event.key) - 1]?.click()
})

function wake() {
  runClock()
}

wake()
