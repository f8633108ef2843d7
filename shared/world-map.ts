import type { City, MapCity } from './db/cities.ts'
import { MOON_DOT, way } from './flight-map.ts'
import { MAP, type Point, project } from './map.ts'
import { MOON } from './rules/fares.ts'

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

type Kind = 'here' | 'visited' | 'open' | 'locked' | 'crowd' | 'far'

const RADIUS: Record<Kind, number> = { here: 7, open: 4.5, visited: 3.5, locked: 4.5, crowd: 2.8, far: 2.8 }
const RANK: Record<Kind, number> = { far: 0, locked: 1, visited: 2, open: 3, crowd: 3, here: 4 }

export interface Dot extends Point {
  city: MapCity
  kind: Kind
  r: number
  moon: boolean
  /** Where the label stands; absent when there is no room for it. */
  label?: Label
  /** Shown by hover and focus, where a city that can be flown to has no label. */
  tip?: Label
  href?: string
  /** What a ticket costs, in coins. */
  fare?: number
  /** How many people are there, where that is what the map shows. */
  people?: number
}

/** `dx` and `dy` lead from the dot to the text, in em: they shrink with it when the map is enlarged. */
interface Label {
  text: string
  anchor: 'start' | 'middle' | 'end'
  dx: number
  dy: number
}

interface Leg {
  from_city_id: number
  to_city_id: number
}

interface Offer {
  city: City
  fare: number
  affordable: boolean
  locked: boolean
  href: string
}

interface Marks {
  here?: number
  visited?: ReadonlySet<number>
  /** Tickets from here, by city: those one can pay get a link and a label. */
  offers?: ReadonlyMap<number, Offer>
  /** How many of those may have a label, the cheapest first; the others show theirs by hover and focus. */
  labels?: number
  /** How many people are in a city: they make a circle of that area, the largest have their labels first. */
  crowds?: ReadonlyMap<number, number>
}

/** What the map partial draws of the cities, what matters most on top: where each dot stands, what it means, and a label where there is room. */
export function drawCities(
  cities: MapCity[],
  { here, visited = new Set(), offers = new Map(), labels = cities.length, crowds = new Map() }: Marks,
): Dot[] {
  const largest = Math.max(...crowds.values())
  const dots = cities.map((city): Dot => {
    const offer = offers.get(city.id)
    const people = crowds.get(city.id)
    const kind = people ? 'crowd' : kindOf(city.id, here, visited, offer)
    const moon = city.slug === MOON
    const r = people ? Math.max(RADIUS.crowd, round(WIDEST * Math.sqrt(people / largest))) : RADIUS[kind]
    const place = moon ? MOON_DOT : { ...project(city), r }
    return { city, kind, moon, ...place, href: linkOf(offer, moon), fare: offer?.fare, people }
  })
  const taken = dots.map((dot) =>
    around(dot, dot.kind === 'here' ? 14 : dot.moon ? dot.r : Math.max(5, dot.r)),
  )
  let open = 0
  const order = dots.toSorted(
    (a, b) =>
      RANK[b.kind] - RANK[a.kind] || (a.fare ?? 0) - (b.fare ?? 0) || (b.people ?? 0) - (a.people ?? 0),
  )
  for (const dot of order) {
    if (dot.moon) dot.label = dot.href ? labelAt(-24, 4, dot.city.name, 'end') : undefined
    else if (dot.kind === 'locked') dot.tip = tip(dot, `${dot.city.iata} sign up to unlock`)
    else if (dot.kind === 'open' && open++ >= labels) dot.tip = tip(dot, textOf(dot))
    else if (dot.kind !== 'far') label(dot, taken)
  }
  return order.reverse()
}

function kindOf(id: number, here: number | undefined, visited: ReadonlySet<number>, offer?: Offer): Kind {
  if (id === here) return 'here'
  if (offer?.affordable) return 'open'
  if (visited.has(id)) return 'visited'
  return offer?.locked ? 'locked' : 'far'
}

/** A city that is locked leads to what unlocks it, and the Moon to its ticket however far away that is. */
function linkOf(offer: Offer | undefined, moon: boolean): string | undefined {
  if (offer?.locked) return '/sign-up'
  return offer?.affordable || moon ? offer?.href : undefined
}

const textOf = ({ kind, city, fare, people }: Dot) =>
  kind === 'open' ? `${city.iata} ${fare}` : kind === 'crowd' ? `${city.iata} ${people}` : city.iata

function label(dot: Dot, taken: Box[]): void {
  dot.label = place(dot, textOf(dot), taken)
  if (!dot.label && dot.kind === 'open') dot.tip = tip(dot, textOf(dot))
}

/** Beside the dot, to the side where the map goes on. */
const tip = ({ x }: Point, text: string): Label =>
  x > MAP.width * 0.85 ? labelAt(-8, 4, text, 'end') : labelAt(8, 4, text, 'start')

/** Radius of the circle for the most people there are in one city. */
const WIDEST = 22

/** How high a label's letters are and how wide at most, in the units of the map. */
const EM = 12
const LETTER = 8.6

const labelAt = (dx: number, dy: number, text: string, anchor: Label['anchor']): Label => ({
  text,
  anchor,
  dx: round(dx / EM),
  dy: round(dy / EM),
})

const around = ({ x, y }: Point, r: number): Box => ({ left: x - r, top: y - r, right: x + r, bottom: y + r })
const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Tries right, left, below and above of the dot; the first place free of dots and labels is taken. */
function place(dot: Dot, text: string, taken: Box[]): Label | undefined {
  const width = text.length * LETTER
  const gap = dot.kind === 'here' ? 16 : Math.max(8, dot.r + 4)
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
    if (!inside || taken.some((other) => meet(other, box))) continue
    taken.push(box)
    return labelAt(dx, dy, text, anchor)
  }
}

const round = (n: number) => Math.round(n * 10) / 10

/** The player's world: where one is, has been and can afford to go, and the routes that were flown. */
export function drawWorld(
  cities: MapCity[],
  here: number,
  journey: Leg[],
  tickets: Offer[],
  labels?: number,
) {
  const been = cities.filter((city) => city.times).map((city) => city.id)
  const visited = new Set([...been, ...journey.flatMap((leg) => [leg.from_city_id, leg.to_city_id])])
  const offers = new Map(tickets.map((ticket) => [ticket.city.id, ticket]))
  return { dots: drawCities(cities, { here, visited, offers, labels }), routes: drawJourney(journey, cities) }
}

/** The routes of a journey, each drawn once whichever way it was flown. */
function drawJourney(flights: Leg[], cities: MapCity[]): string[] {
  const byId = new Map(cities.map((city) => [city.id, city]))
  const pairs = flights.map((f) => [f.from_city_id, f.to_city_id].toSorted((a, b) => a - b).join(' '))
  return [...new Set(pairs)].map((pair) => {
    const [from, to] = pair.split(' ').map((id) => byId.get(Number(id))!)
    return way(from!, to!)
  })
}
