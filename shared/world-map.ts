import type { MapCity } from './db/cities.ts'
import { greatCircle, MAP, type Place, type Point, project } from './map.ts'

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

type Kind = 'here' | 'visited' | 'open' | 'far'

const RADIUS: Record<Kind, number> = { here: 7, open: 4.5, visited: 3.5, far: 3 }

export interface Dot extends Point {
  city: MapCity
  kind: Kind
  r: number
  /** Where the label stands; absent when there is no room for it. */
  label?: Point & { text: string; anchor: 'start' | 'middle' | 'end' }
  href?: string
}

interface Leg {
  from_city_id: number
  to_city_id: number
}

interface Marks {
  here?: number
  visited?: ReadonlySet<number>
  /** Cities one can fly to now: label and link of each. */
  offers?: ReadonlyMap<number, { text: string; href: string }>
}

/** What the map partial draws of the cities: where each dot stands, what it means, and a label where there is room. */
export function drawCities(
  cities: MapCity[],
  { here, visited = new Set(), offers = new Map() }: Marks,
): Dot[] {
  const kindOf = (id: number) =>
    id === here ? 'here' : offers.has(id) ? 'open' : visited.has(id) ? 'visited' : 'far'
  const dots: Dot[] = cities.map((city) => ({
    city,
    kind: kindOf(city.id),
    r: RADIUS[kindOf(city.id)],
    ...project(city),
    href: offers.get(city.id)?.href,
  }))
  const taken = dots.map((dot) => around(dot, dot.kind === 'here' ? 14 : 5))
  const rank = { here: 0, open: 1, visited: 2, far: 3 }
  for (const dot of dots.toSorted((a, b) => rank[a.kind] - rank[b.kind])) {
    if (dot.kind === 'far') continue
    dot.label = place(dot, offers.get(dot.city.id)?.text ?? dot.city.iata, taken)
  }
  return dots
}

const around = ({ x, y }: Point, r: number): Box => ({ left: x - r, top: y - r, right: x + r, bottom: y + r })
const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Tries right, left, below and above of the dot; the first place free of dots and labels is taken. */
function place(dot: Dot, text: string, taken: Box[]): Dot['label'] {
  const width = text.length * 7.4
  const gap = dot.kind === 'here' ? 16 : 8
  const places = [
    { dx: gap, dy: 4, anchor: 'start', left: gap },
    { dx: -gap, dy: 4, anchor: 'end', left: -gap - width },
    { dx: 0, dy: gap + 10, anchor: 'middle', left: -width / 2 },
    { dx: 0, dy: -gap, anchor: 'middle', left: -width / 2 },
  ] as const
  for (const { dx, dy, anchor, left } of places) {
    const box = {
      left: dot.x + left,
      right: dot.x + left + width,
      top: dot.y + dy - 10,
      bottom: dot.y + dy + 3,
    }
    const inside = box.left > 0 && box.right < MAP.width && box.top > 0 && box.bottom < MAP.height
    const own = taken.filter((other) => meet(other, box))
    if (!inside || own.length > 0) continue
    taken.push(box)
    return { x: round(dot.x + dx), y: round(dot.y + dy), text, anchor }
  }
}

const round = (n: number) => Math.round(n * 10) / 10

interface Offer {
  city: MapCity
  fare: number
  href: string
}

/** The player's world: where one is, has been and can afford to go, and the routes that were flown. */
export function drawWorld(cities: MapCity[], here: number, journey: Leg[], affordable: Offer[]) {
  const visited = new Set(journey.flatMap((leg) => [leg.from_city_id, leg.to_city_id]))
  const label = ({ city, fare, href }: Offer) => [city.id, { text: `${city.iata} ${fare}`, href }] as const
  const dots = drawCities(cities, { here, visited, offers: new Map(affordable.map(label)) })
  return { dots, routes: drawJourney(journey, cities), visited }
}

/** A great circle as an SVG path, with the part of the map (a viewBox of two to one) that shows it whole. */
export function drawFlight(from: Place, to: Place) {
  const path = greatCircle(from, to)
  const numbers = path.match(/-?\d+(\.\d+)?/g)!.map(Number)
  const xs = numbers.filter((_, i) => i % 2 === 0)
  const ys = numbers.filter((_, i) => i % 2 === 1)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const width = Math.min(MAP.width, Math.max(260, (right - left) * 1.5, (bottom - top) * 3.2))
  const height = Math.min(MAP.height, width / 2)
  const x = clamp((left + right - width) / 2, 0, MAP.width - width)
  const y = clamp((top + bottom - height) / 2, 0, MAP.height - height)
  return {
    path,
    viewBox: [x, y, width, height].map(round).join(' '),
    scale: round(width / MAP.width),
    from: project(from),
    to: project(to),
  }
}

const clamp = (n: number, least: number, most: number) => Math.min(most, Math.max(least, n))

/** The routes of a journey, each drawn once whichever way it was flown. */
function drawJourney(flights: Leg[], cities: MapCity[]): string[] {
  const byId = new Map(cities.map((city) => [city.id, city]))
  const pairs = flights.map((f) => [f.from_city_id, f.to_city_id].toSorted((a, b) => a - b).join(' '))
  return [...new Set(pairs)].map((pair) => {
    const [from, to] = pair.split(' ').map((id) => byId.get(Number(id))!)
    return greatCircle(from!, to!)
  })
}
