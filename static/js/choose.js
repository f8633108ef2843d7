// Choosing rows: one tick for all of the page, shift for all between two, how many there are, and Enter to go on with
// them. Works without: then each is ticked by itself, and Enter asks on a page of its own what is to be done.
/** @type {HTMLFormElement | null} */
const form = document.querySelector('#bulk')
/** @type {HTMLInputElement | null} */
const head = document.querySelector('[data-all]')
const said = form?.querySelector('[data-chosen]')
/** @type {HTMLInputElement | null | undefined} */
const all = form?.querySelector('[name=all]')
/** @type {HTMLInputElement[]} */
const boxes = [...document.querySelectorAll('input[name=chosen]')].map(
  (box) => /** @type {HTMLInputElement} */ (box),
)
/** @type {HTMLInputElement | undefined} */
let last

function show() {
  const n = boxes.filter((box) => box.checked).length
  if (head) {
    head.checked = n > 0 && n === boxes.length
    head.indeterminate = n > 0 && n < boxes.length
  }
  if (said) said.textContent = all?.checked ? 'All chosen' : n > 0 ? `${n} chosen` : ''
}

for (const box of boxes)
  box.addEventListener('click', ({ shiftKey }) => {
    if (shiftKey && last) {
      const [one, other] = [boxes.indexOf(last), boxes.indexOf(box)]
      const between = boxes.slice(Math.min(one, other), Math.max(one, other) + 1)
      for (const each of between) each.checked = box.checked
    }
    last = box
    show()
  })

for (const box of [head, ...boxes])
  box?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    /** @type {HTMLElement | null | undefined} */
    const act = form?.querySelector('[data-act]')
    act?.focus()
  })

head?.addEventListener('click', () => {
  for (const box of boxes) box.checked = head.checked
  show()
})
all?.addEventListener('change', show)
// Whoever comes back finds the ticks the browser has kept.
addEventListener('pageshow', show)
show()
