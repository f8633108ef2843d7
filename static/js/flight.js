/** The two seconds of a flight: the awards arrive with the plane, and who is in a hurry is there at once. */

const page = document.querySelector('.flying')
const sky = /** @type {SVGSVGElement | null} */ (document.querySelector('.flight .map'))
const skip = /** @type {HTMLButtonElement | null} */ (document.querySelector('.skip-flight'))
const next = /** @type {HTMLElement | null} */ (document.querySelector('.pass [data-next]'))

/** The way on has the focus, and the flight stays in sight. */
const goOn = () => next?.focus({ preventScroll: true })

function land() {
  if (page?.classList.contains('landed')) return
  sky?.setCurrentTime(2)
  page?.classList.add('landed')
  if (skip) skip.hidden = true
  goOn()
}

function depart() {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return land()
  if (skip) skip.hidden = false
  skip?.addEventListener('click', land)
  addEventListener('keydown', (event) => event.key === 'Escape' && land())
  setTimeout(land, 2000)
}

goOn()
if (page) depart()
