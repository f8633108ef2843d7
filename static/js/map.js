/** The map can be zoomed: by its buttons, by + and −, by two fingers, by the wheel with Ctrl. Without this file it scrolls. */

const MOST = 6

for (const frame of document.querySelectorAll('.map-frame')) centre(frame)
for (const frame of document.querySelectorAll('.map-frame:has(.map-tools)'))
  enliven(/** @type {HTMLElement} */ (frame))

/**
 * On a phone the map is wider than the window: it opens where the player is, or where the plane flies.
 * @param {Element} frame
 */
function centre(frame) {
  const scroller = frame.querySelector('.map-scroll')
  const here = ['.here', '.open', '.route'].map((mark) => frame.querySelector(mark)).find(Boolean)
  if (!scroller || !here) return
  const [dot, box] = [here.getBoundingClientRect(), scroller.getBoundingClientRect()]
  scroller.scrollLeft += dot.left + dot.width / 2 - box.left - box.width / 2
}

/** @typedef {{ x: number, y: number }} Point */

/** @param {DOMRect} box */
const middleOf = ({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 })

/** @param {HTMLElement} frame */
function enliven(frame) {
  const scroller = /** @type {HTMLElement} */ (frame.querySelector('.map-scroll'))
  const map = /** @type {SVGElement} */ (frame.querySelector('.map'))
  const tools = /** @type {HTMLElement} */ (frame.querySelector('.map-tools'))
  let zoom = 1
  tools.hidden = false
  frame.classList.add('alive')

  /**
   * Makes the map `factor` times as large; what lies at `at` (in the window) stays there.
   * @param {number} factor
   * @param {Point} at
   */
  const zoomBy = (factor, at) => {
    const next = Math.min(MOST, Math.max(1, zoom * factor))
    const before = map.getBoundingClientRect()
    const part = { x: (at.x - before.left) / before.width, y: (at.y - before.top) / before.height }
    if (zoom === 1) scroller.style.height = `${scroller.clientHeight}px`
    if (next === 1) scroller.style.height = ''
    map.style.setProperty('--zoom', String(next))
    zoom = next
    const after = map.getBoundingClientRect()
    scroller.scrollLeft += after.left + part.x * after.width - at.x
    scroller.scrollTop += after.top + part.y * after.height - at.y
  }
  /** The first step goes towards the player, the others towards the middle of what is seen. */
  const focus = () => {
    const box = scroller.getBoundingClientRect()
    const here = middleOf(map.querySelector('.here')?.getBoundingClientRect() ?? box)
    const seen = here.x > box.left && here.x < box.right
    return zoom === 1 && seen ? here : middleOf(box)
  }

  tools.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-zoom]') : null
    if (button instanceof HTMLElement) zoomBy(Number(button.dataset.zoom), focus())
  })
  scroller.addEventListener('keydown', (event) => {
    const factor = event.key === '+' || event.key === '=' ? 1.5 : event.key === '-' ? 1 / 1.5 : 0
    if (factor === 0 || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    zoomBy(factor, focus())
  })
  const wheel = (/** @type {WheelEvent} */ event) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoomBy(Math.exp(-event.deltaY / 200), { x: event.clientX, y: event.clientY })
  }
  scroller.addEventListener('wheel', wheel, { passive: false })
  followFingers(scroller, zoomBy)
}

/**
 * Two fingers zoom; one finger scrolls by itself, and a mouse drags.
 * @param {HTMLElement} scroller
 * @param {(factor: number, at: Point) => void} zoomBy
 */
function followFingers(scroller, zoomBy) {
  /** @type {Map<number, Point>} */
  const down = new Map()
  let dragged = false
  const spread = () => {
    const [a, b] = [...down.values()]
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
  }
  scroller.addEventListener('pointerdown', (event) => {
    down.set(event.pointerId, { x: event.clientX, y: event.clientY })
    dragged = false
  })
  scroller.addEventListener('pointermove', (event) => {
    const last = down.get(event.pointerId)
    if (!last) return
    const before = spread()
    const at = { x: event.clientX, y: event.clientY }
    down.set(event.pointerId, at)
    if (before > 0) {
      const [a, b] = [...down.values()]
      if (a && b) zoomBy(spread() / before, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
    } else if (event.pointerType === 'mouse') {
      scroller.scrollBy(last.x - at.x, last.y - at.y)
      if (Math.abs(last.x - at.x) + Math.abs(last.y - at.y) > 2) dragged = true
    }
  })
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'])
    scroller.addEventListener(end, (event) => down.delete(/** @type {PointerEvent} */ (event).pointerId))
  // A city at the end of a drag was not meant.
  scroller.addEventListener('click', (event) => dragged && event.preventDefault(), true)
  scroller.addEventListener('dragstart', (event) => event.preventDefault())
}
