import { distanceKm, shuffled } from './pick.ts'
import { SPOTS, type Spot, STOPS } from './sources/spots.ts'
import { course, opposite, turningPoint } from './sphere.ts'
import { daylight, overhead } from './sun.ts'
import type { Place } from './types.ts'
import { far } from './words-of-places.ts'

type City = Place & { slug?: string; name: string; iso2: string; timezone?: string | null }
type Fact = (city: City) => string | null

/** Short true sentences about where a city lies, reckoned from its place on the globe. */
const FACTS: Record<string, Fact> = { twin, mirror, antipode, sunrise, zenith, arc, noon, due, farthest }
/** Said only when there is nothing better. */
const PLAIN = ['farthest']

const used = new Map<string, number>()

/** The next fact about a city, so that its questions do not all teach the same; `without` are kinds to leave out. */
export function nextCityFact(city: City, without: string[] = []): string {
  const id = `${city.iso2}|${city.name}`
  const known = shuffled(id, Object.keys(FACTS), String).filter(
    (kind) => !without.includes(kind) && FACTS[kind]!(city),
  )
  const count = (kind: string) => (used.get(`${id}|${kind}`) ?? 0) + (PLAIN.includes(kind) ? 1.5 : 0)
  const kind = known.toSorted((a, b) => count(a) - count(b))[0]
  if (!kind) throw new Error(`Nothing is known about where ${city.name} lies.`)
  used.set(`${id}|${kind}`, (used.get(`${id}|${kind}`) ?? 0) + 1)
  return FACTS[kind]!(city)!.replace(/\.\.$/, '.') // Washington, D.C.
}

/** One of several ways to say it, so that cities do not sound alike. */
function say(city: City, kind: string, ...ways: string[]): string {
  return shuffled(`${kind}|${city.name}`, ways, String)[0]!
}

/** Known cities of another country, at least so far away, in an order of their own. */
function known(city: City, key: string, km: number): Spot[] {
  const others = SPOTS.filter((s) => s.fame < 3 && s.iso2 !== city.iso2 && distanceKm(s, city) > km)
  return shuffled(`${key}|${city.name}`, others, (s) => s.slug).toSorted((a, b) => a.fame - b.fame)
}

function twin(city: City): string | null {
  const other = known(city, 'twin', 4000).find((s) => Math.abs(s.lat - city.lat) < 0.5)
  if (!other || Math.abs(city.lat) < 3) return null
  const side = city.lat > 0 ? 'north' : 'south'
  const lat = `${degrees(city.lat)} ${side}`
  return say(
    city,
    'twin',
    `${city.name} and ${other.name} lie on nearly the same latitude, about ${lat}.`,
    `Follow the parallel of ${lat} around the globe from ${city.name}, and it leads you past ${other.name}.`,
    `On the globe ${city.name} stands level with ${other.name}: both lie about ${lat}.`,
  )
}

function mirror(city: City): string | null {
  const other = known(city, 'mirror', 2000).find((s) => Math.abs(s.lat + city.lat) < 0.6)
  if (!other || Math.abs(city.lat) < 3) return null
  const [side, across] = city.lat > 0 ? ['north', 'south'] : ['south', 'north']
  return say(
    city,
    'mirror',
    `${city.name} lies about as far ${side} of the equator as ${other.name} lies ${across} of it.`,
    `If one folded the globe along the equator, ${city.name} would come to lie on the latitude of ${other.name}.`,
  )
}

function antipode(city: City): string | null {
  const point = opposite(city)
  const [near] = SPOTS.toSorted((a, b) => distanceKm(a, point) - distanceKm(b, point))
  const km = distanceKm(near!, point)
  return km < 800
    ? say(
        city,
        'antipode',
        `The point exactly opposite ${city.name}, on the other side of the Earth, lies ${far(km)} from ${near!.name}.`,
        `A tunnel straight through the middle of the Earth would lead from ${city.name} to a place ${far(km)} from ${near!.name}.`,
      )
    : null
}

function sunrise(city: City): string | null {
  if (Math.abs(city.lat) < 37) return null
  const { longest, shortest } = daylight(city.lat)
  const [most, least] = [halves(longest), halves(shortest)]
  return say(
    city,
    'sunrise',
    `On the longest day of the year the sun is up for about ${most} hours in ${city.name}, and on the shortest for about ${least}.`,
    `At midsummer ${city.name} has about ${most} hours between sunrise and sunset, and at midwinter about ${least}.`,
  )
}

function zenith(city: City): string | null {
  const days = overhead(city.lat)
  if (Math.abs(city.lat) > 22.5 || days.length !== 2) return null
  return say(
    city,
    'zenith',
    `Twice a year, around ${days[0]} and ${days[1]}, the midday sun stands straight overhead in ${city.name}, and a lamp post throws no shadow.`,
    `At midday in ${city.name} the sun passes exactly overhead on two days of the year, around ${days[0]} and ${days[1]}.`,
    `Your shadow lies right under your feet in ${city.name} twice a year, at midday around ${days[0]} and ${days[1]}.`,
  )
}

/** Where the shortest way is a surprise on the map. */
function arc(city: City): string | null {
  for (const other of known(city, 'arc', 5000)) {
    const top = turningPoint(city, other)
    const ends = Math.max(Math.abs(city.lat), Math.abs(other.lat))
    if (top === null || Math.abs(top) < ends + 12 || Math.abs(top) > 80) continue
    const side = top > 0 ? 'north' : 'south'
    return say(
      city,
      'arc',
      `The shortest way from ${city.name} to ${other.name} is a surprise on a flat map: it runs as far ${side} as latitude ${degrees(top)}.`,
      `Stretch a string over the globe from ${city.name} to ${other.name}: it bends as far ${side} as latitude ${degrees(top)}.`,
      `A straight flight from ${city.name} to ${other.name} swings out to latitude ${degrees(top)} ${side}, well beyond both cities.`,
    )
  }
  return null
}

/** Where clocks and sun tell different stories: mean solar noon in January, with the sun nine minutes slow. */
function noon(city: City): string | null {
  if (!city.timezone) return null
  const minutes = offset(city.timezone) - city.lng * 4 + 9
  const time = Math.round(minutes / 10) * 10
  if (Math.abs(time) < 60) return null
  const clock = new Date(Date.UTC(2027, 0, 15, 12, time)).toISOString().slice(11, 16)
  return say(
    city,
    'noon',
    `In mid-January the sun stands highest over ${city.name} at about ${clock} by the clock.`,
    `Clocks in ${city.name} ${time > 0 ? 'run ahead of' : 'lag behind'} the sun: in mid-January it is highest at about ${clock}.`,
  )
}

function offset(timeZone: string): number {
  const date = new Date(Date.UTC(2027, 0, 15, 12))
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(date)
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(
    parts.find((part) => part.type === 'timeZoneName')!.value,
  )!
  return hours ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0
}

function farthest(city: City): string {
  const [most] = STOPS.toSorted((a, b) => distanceKm(b, city) - distanceKm(a, city))
  return `Of all the cities in this game, ${most!.name} is the farthest from ${city.name}: the shortest way measures ${far(distanceKm(most!, city))}.`
}

/** A known city that lies almost exactly north, east, south or west. */
function due(city: City): string | null {
  for (const other of known(city, 'due', 1500)) {
    const bearing = course(city, other)
    const quarter = Math.round(bearing / 90)
    if (Math.abs(bearing - quarter * 90) > 0.7 || distanceKm(city, other) > 12_000) continue
    const side = ['north', 'east', 'south', 'west'][quarter % 4]
    return `Set out from ${city.name} exactly to the ${side}, keep straight on, and after ${far(distanceKm(city, other))} you come very near ${other.name}.`
  }
  return null
}

function degrees(lat: number): string {
  return `${Math.round(Math.abs(lat))}°`
}

function halves(hours: number): string {
  const half = Math.round(hours * 2) / 2
  return `${Math.floor(half)}${half % 1 ? '½' : ''}`
}
