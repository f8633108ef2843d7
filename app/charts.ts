/** The box a line is drawn in, in units of its viewBox; the line keeps clear of the edges. */
export const CHART = { width: 600, height: 160, edge: 8 }

interface Point {
  x: number
  y: number
}

/** A line of at least two points (y from 0 up, x never falling) as SVG: `line` for a polyline, `area` for what lies below it, `end` for its last point. */
export function drawLine(points: Point[]) {
  const { width, height, edge } = CHART
  const [left, right] = [points[0]!.x, points.at(-1)!.x]
  const most = Math.max(1, ...points.map(({ y }) => y))
  const drawn = points.map(({ x, y }, i) => {
    const along = right > left ? (x - left) / (right - left) : i / (points.length - 1)
    return {
      x: round(edge + along * (width - 2 * edge)),
      y: round(height - edge - (y / most) * (height - 2 * edge)),
    }
  })
  const line = drawn.map(({ x, y }) => `${x},${y}`).join(' ')
  const base = height - edge
  return { ...CHART, line, area: `${edge},${base} ${line} ${width - edge},${base}`, end: drawn.at(-1)! }
}

const round = (n: number) => Math.round(n * 10) / 10
