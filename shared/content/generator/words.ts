import type { Country } from './types.ts'

const PLURAL = new Set('BS KM MH MV PH SB SC'.split(' '))

/** The name in running text: "the Netherlands", "France". */
export function inText(country: Country): string {
  return country.article ? `the ${country.name}` : country.name
}

/** "France is", "the Maldives are": the form of a verb that goes with the name. */
export function verb(country: Country, singular: string, plural: string): string {
  return PLURAL.has(country.iso2) ? plural : singular
}

/** The name at the beginning of a sentence: "The Netherlands". */
export function atStart(country: Country): string {
  return capitalised(inText(country))
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** "Chad", "Chad and Niger", "Chad, Niger and Sudan". */
export function list(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

export function inWords(n: number): string {
  return NUMBERS[n] ?? String(n)
}

/** "17.8 million", "640,000", "9,600": rounded as one would say it. */
export function people(n: number): string {
  if (n >= 1e9) return `${(n / 1e9).toFixed(2)} billion`
  if (n >= 1e7) return `${Math.round(n / 1e6)} million`
  if (n >= 1e6) return `${(n / 1e6).toFixed(1)} million`.replace('.0 ', ' ')
  return figure(n)
}

/** Two or three significant digits with separators: 41,850 becomes 41,900. */
export function figure(n: number): string {
  if (n < 10) return String(Number(n.toPrecision(2)))
  return Number(n.toPrecision(n < 1000 ? 2 : 3)).toLocaleString('en-GB')
}
