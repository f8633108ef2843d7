import { CLOCK_SOURCE } from '../material/place-sources.ts'
import { shuffled } from '../pick.ts'
import { STOPS } from '../sources/spots.ts'
import type { Question } from '../types.ts'
import { navigate } from './navigator-question.ts'

type Stop = (typeof STOPS)[number]

/** Their clocks have been changed of late or may be, or follow Ramadan. */
const UNSTEADY = new Set(
  'almaty amman asuncion astana beirut cairo caracas casablanca khartoum kyiv marrakesh nuuk pyongyang tehran vancouver'.split(
    ' ',
  ),
)
const ASKED = STOPS.filter((stop) => !UNSTEADY.has(stop.slug))
/** Clocks everybody has an idea of. */
const KNOWN = 'london new-york paris tokyo sydney delhi los-angeles dubai singapore rio-de-janeiro'.split(' ')
const REFERENCES = ASKED.filter((stop) => KNOWN.includes(stop.slug))
const NOON = Date.UTC(2027, 0, 15, 12)
const DAY = 24 * 60

/** What time it is elsewhere when it is noon in a city everybody knows: in January, by the rules of that day. */
export function clocks(): Question[] {
  return ASKED.filter((_, i) => i % 5 !== 0).flatMap(timeIn)
}

function timeIn(city: Stop): Question[] {
  const key = `clock:${city.slug}`
  const [from] = shuffled(key, REFERENCES, (stop) => stop.slug).filter((stop) => {
    const minutes = Math.abs(offset(city) - offset(stop))
    return minutes >= 60 && minutes <= 11 * 60
  })
  if (!from) return []
  const time = DAY / 2 + offset(city) - offset(from)
  const wrong = shuffled(key, [-240, -180, -120, -60, 60, 120, 180, 240], String)
    .map((minutes) => time + minutes)
    .filter((minutes) => minutes >= 0 && minutes < DAY && minutes !== DAY / 2)
    .slice(0, 3)
  return navigate({
    key,
    city,
    text: `When it is noon in ${from.name} in mid-January, what time is it in ${city.name}?`,
    alternatives: [time, ...wrong].map(clock),
    value: city.fame === 3 ? 4 : 3,
    without: ['noon'],
    source: CLOCK_SOURCE,
  })
}

/** Minutes ahead of UTC on that day. */
function offset({ timezone: timeZone }: Stop): number {
  const local = new Date(NOON).toLocaleString('sv-SE', { timeZone })
  return (Date.parse(`${local.replace(' ', 'T')}Z`) - NOON) / 60_000
}

function clock(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'))
  return `${hours}:${rest}`
}
