// Many photos at once: each file is a row with its own bar, sent by itself, a few at a time. Without this the same form
// sends them all together, and the page that comes back says the same of each.
const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-uploads]'))
const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('photo_file'))

const MOST_BYTES = 25_000_000
const AT_ONCE = 4
/** How often, in ms, what became of the files is read aloud. */
const PAUSE_MS = 5000

/**
 * @typedef {'waiting' | 'sending' | 'here' | 'refused' | 'failed'} State failed: it may come through another time
 * @typedef {{ file: File, state: State, row: HTMLElement, words?: FormData }} Row
 * @typedef {{ id?: number, title?: string, thumb?: string, known?: boolean, error?: string }} Arrival
 * @typedef {{ arrivals?: Arrival[], message?: string } | null} Answer
 */

/** @type {Row[]} */
const rows = []
/** On their way at this moment. @type {Set<Row>} */
const under = new Set()
/** Until the next thing is read aloud. @type {ReturnType<typeof setTimeout> | undefined} */
let pause

/** @param {string} name @param {ParentNode} inside @returns {HTMLElement} */
const part = (name, inside = document) => /** @type {HTMLElement} */ (inside.querySelector(`[data-${name}]`))

/** @param {State[]} states */
const rowsIn = (...states) => rows.filter(({ state }) => states.includes(state))

for (const one of form.querySelectorAll('[data-plain]')) one.remove()
part('drop').hidden = false
input.required = false
showAll()

input.addEventListener('change', () => {
  add([...(input.files ?? [])])
  input.value = ''
})

form.addEventListener('submit', (event) => {
  event.preventDefault()
  if (input.files?.length) input.dispatchEvent(new Event('change'))
  send(rowsIn('waiting'))
})

part('retry').addEventListener('click', () => sendAgain(rowsIn('failed')))

addEventListener('beforeunload', (event) => {
  if (rowsIn('waiting', 'sending').length > 0) event.preventDefault()
})

const here = part('here')
/** @param {DragEvent} event */
const bringsFiles = ({ dataTransfer }) => dataTransfer?.types.includes('Files') ?? false

addEventListener('dragover', (event) => {
  if (!bringsFiles(event)) return
  event.preventDefault()
  here.hidden = false
})
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) here.hidden = true
})
addEventListener('drop', (event) => {
  here.hidden = true
  if (!bringsFiles(event)) return
  event.preventDefault()
  const items = [...(event.dataTransfer?.items ?? [])]
  const folders = new Set(items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry?.isDirectory))
  const names = new Set([...folders].map((entry) => entry?.name))
  add([...(event.dataTransfer?.files ?? [])], names)
})

/** @param {File[]} files @param {Set<string | undefined>} folders */
function add(files, folders = new Set()) {
  for (const file of files) {
    const template = /** @type {HTMLTemplateElement} */ (part('row'))
    const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true))
    /** @type {Row} */
    const one = { file, row, state: 'waiting' }
    part('name', row).textContent = file.name
    part('size', row).textContent = `${(file.size / 1_000_000).toFixed(1)} MB`
    part('bar', row).setAttribute('aria-label', `How much of ${file.name} is sent`)
    for (const what of row.querySelectorAll('[data-what]')) what.textContent = file.name
    part('again', row).addEventListener('click', () => sendAgain([one]))
    part('away', row).addEventListener('click', () => leaveOut(one))
    rows.push(one)
    part('rows').append(row)
    const problem = folders.has(file.name)
      ? 'This is a folder. Open it and drop the photos in it.'
      : tooLarge(file)
    show(one, problem ? 'refused' : 'waiting', problem)
  }
  showAll()
}

/** @param {File} file */
const tooLarge = ({ size }) => (size > MOST_BYTES ? 'The file is larger than 25 MB.' : '')

/** @param {Row} one */
function leaveOut(one) {
  rows.splice(rows.indexOf(one), 1)
  one.row.remove()
  showAll()
  input.focus()
}

/** The words go as they stand when the button is pressed. @param {Row[]} some */
function send(some) {
  const words = new FormData(form)
  words.delete('photo_file')
  for (const one of some) {
    one.words = words
    show(one, 'sending', 'In the queue')
  }
  showAll()
  part('arriving').focus()
  next()
}

/** Who signed in once more in between has other forms by now. @param {Row[]} some */
async function sendAgain(some) {
  const answer = await fetch(location.pathname).catch(() => undefined)
  const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html')
  const token = page.querySelector('[data-uploads] [name=csrf]')?.getAttribute('value')
  if (token) /** @type {HTMLInputElement} */ (form.elements.namedItem('csrf')).value = token
  send(some.filter(({ state }) => state === 'failed'))
}

function next() {
  for (const one of rowsIn('sending')) {
    if (under.size === AT_ONCE) return
    if (under.has(one)) continue
    under.add(one)
    void bring(one).then((told) => {
      under.delete(one)
      settle(one, told)
      showAll()
      next()
    })
  }
}

/** @param {Row} one @returns {Promise<{ status: number, answer: Answer }>} Status 0: nothing came back. */
function bring({ file, row, words }) {
  const body = new FormData()
  for (const [name, value] of words ?? []) body.append(name, value)
  body.append('photo_file', file)
  const request = new XMLHttpRequest()
  const bar = /** @type {HTMLProgressElement} */ (part('bar', row))
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    bar.value = (100 * loaded) / total
    part('state', row).textContent = loaded < total ? 'Being sent' : 'All sizes are being made'
  })
  return new Promise((done) => {
    request.addEventListener('loadend', () =>
      done({ status: request.status, answer: /** @type {Answer} */ (request.response) }),
    )
    request.open('POST', form.action)
    request.responseType = 'json'
    request.setRequestHeader('Accept', 'application/json')
    request.send(body)
  })
}

/** @param {Row} one @param {{ status: number, answer: Answer }} told */
function settle(one, { status, answer }) {
  const arrival = answer?.arrivals?.[0]
  if (arrival && !arrival.error) return settleHere(one, arrival)
  const why = arrival?.error ?? answer?.message ?? sentenceFor(status)
  show(one, arrival && status === 422 ? 'refused' : 'failed', why)
}

/** Said when the answer is none of ours: Nginx's, or the page of the sign-in. @param {number} status */
function sentenceFor(status) {
  if (status === 0) return 'The connection broke off.'
  if (status === 413) return 'That is more than can be taken at once.'
  if (status === 429) return 'That was too much in a short time. Wait a minute, then try again.'
  if (status >= 500) return 'The site does not answer just now. Wait a minute, then try again.'
  return 'You are not signed in any more. Sign in in another tab, then try again.'
}

/** @param {Row} one @param {Arrival} arrival */
function settleHere(one, { id, title = '', thumb, known }) {
  const { row } = one
  const link = /** @type {HTMLAnchorElement} */ (part('link', row))
  if (id && thumb) {
    const image = document.createElement('img')
    Object.assign(image, { src: thumb, alt: '', width: 72, height: 54, className: 'thumb' })
    part('thumb', row).replaceWith(image)
    link.href = `/admin/photos/${id}`
    link.hidden = false
    part('what', link).textContent = title
  }
  const words = known
    ? 'This very photo was here already. Its words were left as they are.'
    : `Here, in all its sizes, as “${title}”.`
  show(one, 'here', words)
}

/** @param {Row} one @param {State} state @param {string} words */
function show(one, state, words = '') {
  const { row } = one
  one.state = state
  row.dataset.is = state
  const bar = /** @type {HTMLProgressElement} */ (part('bar', row))
  bar.hidden = state !== 'sending'
  if (state !== 'sending') bar.value = 0
  const said = part('state', row)
  said.textContent = words
  said.className = state === 'refused' || state === 'failed' ? 'error' : 'soft'
  part('again', row).hidden = state !== 'failed'
  part('away', row).hidden = state === 'sending' || state === 'here'
}

function showAll() {
  const count = (/** @type {State[]} */ ...states) => rowsIn(...states).length
  const waiting = count('waiting')
  const button = /** @type {HTMLButtonElement} */ (part('send', form))
  button.disabled = waiting === 0
  button.textContent = waiting === 1 ? 'Add 1 photo' : waiting > 1 ? `Add ${waiting} photos` : 'Add photos'
  part('arriving').hidden = rows.length === 0
  part('retry').hidden = count('failed') === 0
  part('next').hidden = count('here') === 0 || count('sending') > 0
  const lost = count('refused', 'failed')
  const parts = [`${count('here')} of ${rows.length} are here`]
  if (lost > 0) parts.push(`${lost} ${lost === 1 ? 'was' : 'were'} not taken`)
  if (waiting > 0)
    parts.push(`${waiting} ${waiting === 1 ? 'waits' : 'wait'} for the button “${button.textContent}”`)
  part('summary').textContent = `${parts.join(', ')}.`
  sayLater()
}

function sayLater() {
  if (pause || rows.length === 0) return
  const say = () => (part('said').textContent = part('summary').textContent)
  pause = setTimeout(
    () => {
      pause = undefined
      say()
    },
    rowsIn('sending').length > 0 ? PAUSE_MS : 200,
  )
}
