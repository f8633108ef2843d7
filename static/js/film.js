/** Plays the frames of the strip below as a film, one a second. Nothing moves before somebody asks for it. Without this file the strip is there. */

const FRAME_MS = 1000

for (const film of document.querySelectorAll('[data-film]')) project(/** @type {HTMLElement} */ (film))

/** @param {HTMLElement} film */
function project(film) {
  const screen = /** @type {HTMLImageElement} */ (film.querySelector('.screen'))
  const play = /** @type {HTMLButtonElement} */ (film.querySelector('[data-play]'))
  const slider = /** @type {HTMLInputElement} */ (film.querySelector('[type=range]'))
  const said = /** @type {HTMLElement} */ (film.querySelector('[data-at]'))
  /** @type {HTMLImageElement[]} */
  const frames = [...document.querySelectorAll('.strip img')].map((one) => /** @type {never} */ (one))
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let running

  /** @param {number} wanted */
  const show = (wanted) => {
    const at = Math.min(frames.length, Math.max(1, wanted))
    const words = `${at} of ${frames.length}`
    screen.src = frames[at - 1]?.src ?? ''
    screen.alt = `Frame ${words}`
    slider.value = String(at)
    slider.setAttribute('aria-valuetext', words)
    said.textContent = words
    if (at === frames.length) pause()
  }
  const pause = () => {
    clearInterval(running)
    running = undefined
    play.textContent = 'Play'
  }
  const run = () => {
    if (Number(slider.value) === frames.length) show(1)
    play.textContent = 'Pause'
    running = setInterval(() => show(Number(slider.value) + 1), FRAME_MS)
  }
  /** @param {number} by */
  const step = (by) => {
    pause()
    show(Number(slider.value) + by)
  }

  play.addEventListener('click', () => (running ? pause() : run()))
  slider.addEventListener('input', () => step(0))
  // The slider has the arrow keys by itself.
  play.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowRight') step(1)
    if (key === 'ArrowLeft') step(-1)
  })
  film.hidden = false
  show(1)
}
