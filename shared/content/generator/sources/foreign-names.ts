import { load } from '../load.ts'
import { fold } from '../pick.ts'
import type { Country } from '../types.ts'
import { RAW } from './countries.ts'

type Territories = {
  main: Record<string, { localeDisplayNames: { territories: Record<string, string> } }>
}
export type Foreign = { language: string; form: string }
type Translated = { translations?: Record<string, { common: string }> }

/** Languages in Latin letters: their code in CLDR, and in the second list where it has them. */
const TONGUES: Record<string, [string, string?]> = {
  French: ['fr', 'fra'],
  German: ['de', 'deu'],
  Spanish: ['es', 'spa'],
  Italian: ['it', 'ita'],
  Portuguese: ['pt', 'por'],
  Dutch: ['nl', 'nld'],
  Swedish: ['sv', 'swe'],
  Polish: ['pl', 'pol'],
  Turkish: ['tr', 'tur'],
  Finnish: ['fi', 'fin'],
  Hungarian: ['hu', 'hun'],
  Czech: ['cs', 'ces'],
  Croatian: ['hr', 'hrv'],
  Estonian: ['et', 'est'],
  Welsh: ['cy', 'cym'],
  Icelandic: ['is'],
  Vietnamese: ['vi'],
  Indonesian: ['id'],
  Swahili: ['sw'],
  Basque: ['eu'],
  Lithuanian: ['lt'],
}
export const LANGUAGES = Object.keys(TONGUES)

/** What is disputed in name, or written with a town in it to tell two countries apart. */
const UNNAMED = new Set(['CD', 'CG', 'MM', 'PS', 'MK', 'SZ', 'TR', 'CZ', 'CV', 'KP'])

const NAMES = new Map(
  LANGUAGES.map((language) => {
    const [code] = TONGUES[language]!
    const file = load<Territories>(`cldr-localenames-full/main/${code}/territories.json`)
    return [language, file.main[code]!.localeDisplayNames.territories]
  }),
)

/** What other languages call a country, where that is no mere spelling of its English name. */
export function foreignNames(country: Country): Foreign[] {
  return UNNAMED.has(country.iso2)
    ? []
    : LANGUAGES.flatMap((language) => {
        const form = foreignName(country, language)
        return form && isStrange(form, country.name) ? [{ language, form }] : []
      })
}

/** The name in a language, or nothing where the two lists differ. */
export function foreignName(country: Country, language: string): string | null {
  const form = NAMES.get(language)![country.iso2]
  if (!form || /[()]|^USA$|^C[oô]te d/.test(form)) return null
  const other = TONGUES[language]![1]
  const raw = RAW.find((candidate) => candidate.cca2 === country.iso2) as Translated | undefined
  const second = other && raw?.translations?.[other]?.common
  return !second || fold(second) === fold(form) ? form.replaceAll("'", '’') : null
}

/** True when somebody who knows only the English name would not read it off the foreign one. */
export function isStrange(form: string, name: string): boolean {
  const [a, b] = [fold(form), fold(name)]
  return distance(a, b) / Math.max(a.length, b.length) >= 0.55 && longestShared(a, b) <= 4
}

/** How many letters must be put in, left out or changed to make one text of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1)!
}

function longestShared(a: string, b: string): number {
  let longest = 0
  for (let from = 0; from < a.length; from++) {
    while (b.includes(a.slice(from, from + longest + 1)) && from + longest < a.length) longest++
  }
  return longest
}
