import { greatCircle, MAP, type Place, type Point, project } from './map.ts'
import { MOON } from './rules/fares.ts'

/** Where the Moon hangs: over a corner of the sea, as it has no place on the map. */
export const MOON_DOT = { x: 946, y: 46, r: 15 }

/** A line shorter than this, in units of the map, is too short to be dashed. */
const DASHES = 28

type MapPlace = Place & { slug: string }

/** Where a city stands on the map; the Moon where it hangs. */
const locate = (city: MapPlace): Point => (city.slug === MOON ? MOON_DOT : project(city))

/** The way between two cities as an SVG path: a great circle, or a bow up to the Moon. */
export function way(from: MapPlace, to: MapPlace): string {
  if (from.slug !== MOON && to.slug !== MOON) return greatCircle(from, to)
  const [a, b] = [locate(from), locate(to)]
  const bend = { x: round((a.x + b.x) / 2), y: round(Math.min(a.y, b.y) / 2) }
  return `M${a.x},${a.y}Q${bend.x},${bend.y} ${b.x},${b.y}`
}

/** A flight as an SVG path, with the part of the map (a viewBox of two to one) that shows it whole. */
export function drawFlight(from: MapPlace, to: MapPlace) {
  const path = way(from, to)
  const drawn = pointsOf(path)
  const points = drawn.length > 1 ? drawn : [locate(from), locate(to)]
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const width = Math.min(MAP.width, Math.max(130, (right - left) * 1.6, (bottom - top) * 3.4))
  const height = Math.min(MAP.height, width / 2)
  const x = clamp((left + right - width) / 2, 0, MAP.width - width)
  const y = clamp((top + bottom - height) / 2, 0, MAP.height - height)
  const scale = round(width / MAP.width)
  return {
    path,
    short: right - left + bottom - top < DASHES,
    viewBox: [x, y, width, height].map(round).join(' '),
    scale,
    from: end(points[0]!, points[1]!, scale, y),
    to: end(points.at(-1)!, points.at(-2)!, scale, y),
    still: halfway(points),
  }
}

/** Where the plane stands, and which way it points (degrees), for whom nothing shall move. */
function halfway(points: Point[]) {
  const steps = points.slice(1).map((b, i) => [points[i]!, b] as const)
  const onMap = steps.filter(([a, b]) => Math.abs(a.x - b.x) < MAP.width / 2)
  const [a, b] = onMap[Math.floor(onMap.length / 2)] ?? steps[0]!
  const turn = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI
  return { x: round((a.x + b.x) / 2), y: round((a.y + b.y) / 2), turn: round(turn) }
}

/** One end of a flight, with its code on the side where the plane is not, and never above the top of the picture. */
function end(at: Point, neighbour: Point, scale: number, top: number) {
  const above = neighbour.y > at.y && at.y - 56 * scale > top
  return { ...at, labelY: round(at.y + (above ? -30 : 46) * scale) }
}

const pointsOf = (path: string): Point[] =>
  [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }))

const clamp = (n: number, least: number, most: number) => Math.min(most, Math.max(least, n))

const round = (n: number) => Math.round(n * 10) / 10
