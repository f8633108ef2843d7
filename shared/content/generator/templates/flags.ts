import { nextFact } from '../facts.ts'
import { loadCsv } from '../load.ts'
import { FLAG_SOURCE } from '../material/sources.ts'
import { choose, nearest, shuffled } from '../pick.ts'
import { flagsDiffer, NO_FLAG, together } from '../rules.ts'
import { byCode, COUNTRIES } from '../sources/countries.ts'
import type { Country, Photo, Question } from '../types.ts'
import { fame } from '../value.ts'
import { inText } from '../words.ts'

type Flag = { country: Country; alt: string; fact: string }

const FLAGS: Flag[] = loadCsv(new URL('../material/flags.csv', import.meta.url)).map((row) => ({
  country: byCode(row.iso2!),
  alt: row.alt!,
  fact: row.fact!,
}))
const ASKED = COUNTRIES.filter((c) => !NO_FLAG.has(c.iso2))

/** Flags: the country of a flag, and the flag of a country among four. */
export function flags(): Question[] {
  return FLAGS.flatMap((flag) => [nameOf(flag), flagOf(flag)])
}

export function flagPhotos(): Photo[] {
  return FLAGS.map(({ country, alt }) => ({
    file: file(country),
    title: `Flag of ${inText(country)}`,
    alt,
    description:
      'Shown in one shape, four to three, like all flags here. The real one may be longer or shorter.',
    place: null,
    author: 'Panayiotis Lipiridis and contributors (flag-icons)',
    licence: 'MIT',
    source: 'https://github.com/lipis/flag-icons',
  }))
}

function nameOf({ country, fact }: Flag): Question {
  const key = `flag-name:${country.iso2}`
  return {
    ...frame(key, country, [country, ...others(key, country)]),
    text: 'Which country flies this flag?',
    value: fame(country),
    seconds: 13,
    didYouKnow: fact || nextFact(country),
    photos: [file(country)],
  }
}

function flagOf({ country }: Flag): Question {
  const key = `flag:${country.iso2}`
  const four = [country, ...others(key, country)]
  return {
    ...frame(key, country, four),
    text: `Which of these is the flag of ${inText(country)}?`,
    value: Math.min(3, fame(country)),
    seconds: 15,
    didYouKnow: nextFact(country),
    photos: four.map(file),
  }
}

/** Three of the nearest countries of the region whose flags nobody takes for one another's. */
function others(key: string, country: Country): Country[] {
  const region = ASKED.filter((c) => c !== country && c.region === country.region)
  const mixed = shuffled(key, nearest(country, region).slice(0, 16), (c) => c.iso2)
  const differ = (a: Country, b: Country) => flagsDiffer(a.iso2, b.iso2) && together(a.iso2, b.iso2)
  return choose(3, mixed, (c, chosen) => [country, ...chosen].every((other) => differ(other, c)))
}

function frame(key: string, country: Country, four: Country[]) {
  return {
    key,
    category: 'flags',
    subject: { country: country.iso2 },
    alternatives: four.map((c) => c.name),
    answer: 0 as const,
    sorted: false as const,
    ...FLAG_SOURCE,
  }
}

function file(country: Country): string {
  return `flags/${country.iso2.toLowerCase()}.webp`
}
