import { distanceKm, fold, nearest } from '../pick.ts'
import { NO_CAPITAL } from '../rules.ts'
import { byCode, COUNTRIES } from '../sources/countries.ts'
import { capitalPlace } from '../sources/places.ts'
import { daylight as hoursOfSun } from '../sun.ts'
import type { Country, Place } from '../types.ts'
import { inText } from '../words.ts'

type Capital = Place & { iso2: string; name: string }

const CAPITALS: Capital[] = COUNTRIES.flatMap((country) => {
  const place = NO_CAPITAL.has(country.iso2) || country.iso2 === 'VA' ? null : capitalPlace(country)
  return place ? [{ ...place, iso2: country.iso2, name: country.capital }] : []
})

export function nearestCapital(country: Country): string | null {
  const own = find(country)
  const near = own && nearest(own, CAPITALS)[1]
  if (!near) return null
  const km = rounded(distanceKm(own, near))
  return `As the crow flies it is ${km < 400 ? 'only ' : ''}about ${said(km)} km from ${own.name} to ${named(near)}.`
}

export function farthestCapital(country: Country): string | null {
  const own = find(country)
  const far = own && nearest(own, CAPITALS).at(-1)
  if (!far) return null
  const km = Math.round(distanceKm(own, far) / 100) * 100
  const where = fold(far.name).includes(fold(of(far))) ? '' : ` in ${of(far)}`
  return `Hardly any capital is farther from ${own.name} than ${far.name}${where}, about ${said(km)} km away.`
}

/** A capital on nearly the same parallel, far to the east or west. */
export function parallel(country: Country): string | null {
  const own = find(country)
  const alike = (c: Capital) =>
    Math.abs(c.lat - own!.lat) < 0.25 && Math.abs(c.lng - own!.lng) > 35 && c.lat * own!.lat > 0
  const other = own && CAPITALS.find(alike)
  if (!other) return null
  const side = own.lat > 0 ? 'north' : 'south'
  return `${own.name} lies almost exactly as far ${side} as ${named(other)}.`
}

/** A capital on nearly the same meridian, far to the north or south. */
export function meridian(country: Country): string | null {
  const own = find(country)
  const alike = (c: Capital) => Math.abs(c.lng - own!.lng) < 0.3 && Math.abs(c.lat - own!.lat) > 15
  const other = own && CAPITALS.find(alike)
  if (!other) return null
  const way = other.lat > own.lat ? 'north' : 'south'
  const km = Math.round(distanceKm(own, other) / 100) * 100
  return `Some ${said(km)} km due ${way} of ${own.name} one comes to ${named(other)}.`
}

/** How long the sun is up in midsummer and in midwinter; near the equator by how little that differs. */
export function daylight(country: Country): string | null {
  const own = find(country)
  if (!own) return null
  const { longest, shortest } = hoursOfSun(own.lat)
  if (Math.abs(own.lat) < 8) {
    const minutes = Math.round((longest - shortest) * 12) * 5
    return minutes < 5
      ? `In ${own.name} the sun is up for about twelve hours on every day of the year.`
      : `In ${own.name} the longest day of the year is only about ${minutes} minutes longer than the shortest.`
  }
  return `On the longest day of the year the sun is up for about ${halves(longest)} hours in ${own.name}, and on the shortest for about ${halves(shortest)}.`
}

/** "16", "16½" */
function halves(hours: number): string {
  const twice = Math.round(hours * 2)
  return `${Math.floor(twice / 2)}${twice % 2 ? '½' : ''}`
}

function find(country: Country): Capital | undefined {
  return CAPITALS.find((c) => c.iso2 === country.iso2)
}

/** "Bamako, the capital of Mali", but only "Singapore". */
function named(capital: Capital): string {
  const same = fold(capital.name) === fold(of(capital))
  return same ? capital.name : `${capital.name}, the capital of ${of(capital)}`
}

function of(capital: Capital): string {
  return inText(byCode(capital.iso2))
}

function rounded(km: number): number {
  return Math.round(km / 10) * 10
}

function said(km: number): string {
  return km.toLocaleString('en-GB')
}
