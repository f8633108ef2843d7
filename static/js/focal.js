/**
 * Sets the focal point of a photo by a click on it, or with the arrow keys, and asks before another form of the page, as
 * a turn, takes away what is typed. Without this file the two numbers do the same.
 */

const SVG = 'http://www.w3.org/2000/svg'
const STEPS = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
])

/** @param {number} percent */
const within = (percent) => Math.round(Math.min(100, Math.max(0, percent || 0)))

let typed = false
addEventListener('input', ({ target }) => {
  typed ||= /** @type {HTMLInputElement} */ (target).form?.id === 'words'
})
addEventListener('submit', ({ target }) => {
  if (/** @type {HTMLElement} */ (target).id === 'words') typed = false
})
addEventListener('beforeunload', (event) => {
  if (typed) event.preventDefault()
})

const section = /** @type {HTMLElement | null} */ (document.querySelector('[data-focal]'))
if (section) aim(section)

/** @param {HTMLElement} section */
function aim(section) {
  const frame = /** @type {HTMLElement} */ (section.querySelector('.focal'))
  const cross = /** @type {SVGGElement} */ (frame.querySelector('g'))
  /** @type {NodeListOf<HTMLInputElement>} */
  const [x, y] = section.querySelectorAll('[name^=focal_]')
  if (!x || !y) return
  const { width, height } = /** @type {SVGSVGElement} */ (frame.querySelector('svg')).viewBox.baseVal
  const scale = Math.max(width, height) / 100
  const cut = preview(section, width, height)

  const show = () => {
    const [left, top] = [within(Number(x.value)), within(Number(y.value))]
    cross.setAttribute(
      'transform',
      `translate(${(width * left) / 100} ${(height * top) / 100}) scale(${scale})`,
    )
    cut(left, top)
    frame.setAttribute('aria-label', `Focal point: ${left} per cent from the left, ${top} from the top`)
  }
  /** @param {number} left @param {number} top */
  const move = (left, top) => {
    x.value = String(within(left))
    y.value = String(within(top))
    typed = true
    show()
  }

  frame.addEventListener('click', ({ clientX, clientY }) => {
    const box = frame.getBoundingClientRect()
    move((100 * (clientX - box.left)) / box.width, (100 * (clientY - box.top)) / box.height)
  })
  frame.addEventListener('keydown', (event) => {
    const step = STEPS.get(event.key)
    if (!step) return
    event.preventDefault()
    const far = event.shiftKey ? 10 : 1
    move(Number(x.value) + far * (step[0] ?? 0), Number(y.value) + far * (step[1] ?? 0))
  })
  section.addEventListener('input', show)
  frame.tabIndex = 0
  // Screen readers pass the arrow keys on to an application, and to nothing else of this kind.
  frame.setAttribute('role', 'application')
  for (const words of document.querySelectorAll('[data-with], [data-without]'))
    words.toggleAttribute('hidden', words.hasAttribute('data-without'))
  show()
}

/**
 * Shows at once how the thumb will be cut: the picture itself, through a window of its shape, in the place of the
 * present thumb. As cutOut in shared/media/pipeline.ts does.
 * @param {HTMLElement} section @param {number} width @param {number} height
 */
function preview(section, width, height) {
  const thumb = /** @type {HTMLImageElement} */ (section.querySelector('.cut-out'))
  const source = /** @type {HTMLImageElement} */ (section.querySelector('.focal img'))
  const svg = document.createElementNS(SVG, 'svg')
  const image = document.createElementNS(SVG, 'image')
  for (const [name, value] of Object.entries({ href: source.currentSrc || source.src, width, height }))
    image.setAttribute(name, String(value))
  for (const name of ['class', 'width', 'height']) svg.setAttribute(name, thumb.getAttribute(name) ?? '')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', thumb.alt)
  svg.append(image)
  thumb.replaceWith(svg)
  const scale = Math.min(width / thumb.width, height / thumb.height)
  const [w, h] = [thumb.width * scale, thumb.height * scale]
  /** @param {number} focal @param {number} whole @param {number} part */
  const from = (focal, whole, part) => Math.min(Math.max((whole * focal) / 100 - part / 2, 0), whole - part)
  /** @param {number} left @param {number} top */
  return (left, top) =>
    svg.setAttribute('viewBox', `${from(left, width, w)} ${from(top, height, h)} ${w} ${h}`)
}
