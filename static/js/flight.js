/** The two seconds of a flight: the awards arrive with the plane, and who is in a hurry is there at once. */

const skip = /** @type {HTMLButtonElement | null} */ (document.querySelector('.skip-flight'))
const page = document.querySelector('.flying')

/** The flight is over: by itself after two seconds, at once when it is skipped or nothing shall move. */
function land() {
  const sky = /** @type {SVGSVGElement | null} */ (document.querySelector('.flight .map'))
  sky?.setCurrentTime(2)
  page?.classList.add('landed')
  if (skip) skip.hidden = true
}

if (skip && page) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) land()
  else {
    skip.hidden = false
    skip.addEventListener('click', land)
    addEventListener('keydown', (event) => event.key === 'Escape' && land(), { once: true })
    setTimeout(land, 2000)
  }
}

// The way on has the focus, and the flight stays in sight.
const next = document.querySelector('.pass [data-next]')
if (next instanceof HTMLElement) next.focus({ preventScroll: true })
