import { OUTLINE_SOURCE } from '../material/sources.ts'
import { choose, distanceKm, nearest, shuffled } from '../pick.ts'
import { together } from '../rules.ts'
import { CAPITAL_CITIES } from '../sources/cities.ts'
import { COUNTRIES } from '../sources/countries.ts'
import { described, extent, isWhole, mainland } from '../sources/outlines.ts'
import type { Country, Photo, Question } from '../types.ts'
import { fame } from '../value.ts'
import { atStart, inText } from '../words.ts'

/** Between the capitals of these the reader has a notion of the distance. */
const KNOWN = 'AR AT DE DK EG ES FR GB GR IE IT JP KE MX PL PT SE US'.split(' ')
const ALIKE = 0.025

const SHAPES = new Map(
  COUNTRIES.flatMap((country) => {
    const shape = mainland(country)
    return shape ? [[country, { shape, alt: described(shape) }] as const] : []
  }),
)
const DRAWN = [...SHAPES.keys()]

/** Cartographer: the country of an outline, and the outline of a country among four. */
export function outlines(): Question[] {
  return DRAWN.flatMap((country) => [nameOf(country), outlineOf(country)])
}

export function outlinePhotos(): Photo[] {
  return DRAWN.map((country) => ({
    file: file(country),
    title: `Outline of ${inText(country)}`,
    alt: SHAPES.get(country)!.alt,
    description: isWhole(country)
      ? 'North is at the top; no two outlines are to the same scale.'
      : 'North is at the top, and only the largest piece of land is shown; no two outlines are to the same scale.',
    place: null,
    author: 'Natural Earth',
    licence: 'Public domain',
    source: 'https://www.naturalearthdata.com',
  }))
}

function nameOf(country: Country): Question {
  const key = `outline-name:${country.iso2}`
  return {
    ...frame(key, country, [country, ...others(key, country)]),
    text: 'Which country has this outline?',
    value: Math.max(2, fame(country)),
    seconds: 13,
    didYouKnow: size(country, 'tall'),
    photos: [file(country)],
  }
}

function outlineOf(country: Country): Question {
  const key = `outline:${country.iso2}`
  const four = [country, ...others(key, country)]
  return {
    ...frame(key, country, four),
    text: `Which of these is the outline of ${inText(country)}?`,
    value: fame(country),
    seconds: 15,
    didYouKnow: size(country, 'wide'),
    photos: four.map(file),
  }
}

/** Three of the nearest countries of the region; told apart in words too. */
function others(key: string, country: Country): Country[] {
  const near = nearest(
    country,
    DRAWN.filter((c) => c !== country),
  )
  const region = near.filter((c) => c.region === country.region)
  const tempting = (region.length < 3 ? near : region).slice(0, 14)
  const mixed = shuffled(key, tempting, (c) => c.iso2)
  const differ = (a: Country, b: Country) =>
    SHAPES.get(a)!.alt !== SHAPES.get(b)!.alt && together(a.iso2, b.iso2)
  return choose(3, mixed, (c, chosen) => [country, ...chosen].every((other) => differ(other, c)))
}

/** "Mali stretches from north to south over about 1,620 km, as far as from Lisbon to Dublin." */
function size(country: Country, way: 'tall' | 'wide'): string {
  const km = extent(SHAPES.get(country)!.shape)[way]
  const whole = isWhole(country) ? atStart(country) : `Without its outlying parts, ${inText(country)}`
  const course = way === 'tall' ? 'from north to south' : 'from west to east'
  const pair = asFar(country, way, km)
  const figure = Math.round(km / 10) * 10
  return `${whole} stretches ${course} over about ${figure.toLocaleString('en-GB')} km${pair ? `, as far as from ${pair}` : ''}.`
}

function asFar(country: Country, way: string, km: number): string | undefined {
  const cities = KNOWN.filter((code) => code !== country.iso2).map((code) => CAPITAL_CITIES.get(code)!)
  const pairs = cities.flatMap((a, i) => cities.slice(i + 1).map((b) => [a, b] as const))
  const fitting = pairs.filter(([a, b]) => Math.abs(distanceKm(a, b) / km - 1) < ALIKE)
  const names = fitting.map(([a, b]) => `${a.name} to ${b.name}`)
  return shuffled(`${way}|${country.iso2}`, names, String)[0]
}

function frame(key: string, country: Country, four: Country[]) {
  return {
    key,
    category: 'cartographer',
    subject: { country: country.iso2 },
    alternatives: four.map((c) => c.name),
    answer: 0 as const,
    sorted: false as const,
    ...OUTLINE_SOURCE,
  }
}

function file(country: Country): string {
  return `outlines/${country.iso2.toLowerCase()}.webp`
}
