import { NAME_SOURCE } from '../material/sources.ts'
import { choose, fold, nearest, shuffled } from '../pick.ts'
import { together } from '../rules.ts'
import { COUNTRIES } from '../sources/countries.ts'
import { type Foreign, foreignName, foreignNames, isStrange, LANGUAGES } from '../sources/foreign-names.ts'
import { official } from '../sources/languages.ts'
import type { Country, Question } from '../types.ts'
import { fame } from '../value.ts'
import { inText, verb } from '../words.ts'
import { ask } from './linguist.ts'

const WITHOUT = ['native', 'abroad1', 'abroad2', 'abroad3']
/** So many questions of a kind about one country. */
const MOST = 3
/** What many people have learnt at school, and what few have. */
const TAUGHT = new Set(['French', 'German', 'Spanish', 'Italian', 'Portuguese', 'Dutch'])

/** Linguist: what other languages call a country, both ways, and which language does. */
export function foreign(): Question[] {
  return COUNTRIES.flatMap((country) => {
    const names = foreignNames(country).filter(({ language }) => language !== official(country))
    const first = shuffled(`foreign|${country.iso2}`, names, ({ language }) => language)
    return [
      ...first.slice(0, MOST).flatMap((name) => nameAbroad(country, name)),
      ...first.slice(-MOST).flatMap((name) => countryCalled(country, name)),
      ...first.slice(0, 2).flatMap((name) => languageOf(country, name, names)),
    ]
  })
}

function nameAbroad(country: Country, { language, form }: Foreign): Question[] {
  const key = `name-abroad:${country.iso2}-${fold(language)}`
  const wrong = others(key, country, language).map((c) => foreignName(c, language)!)
  return ask({
    ...frame(key, country, { language, form }),
    text: `What ${verb(country, 'is', 'are')} ${inText(country)} called in ${language}?`,
    alternatives: [form, ...wrong],
  })
}

function countryCalled(country: Country, { language, form }: Foreign): Question[] {
  const key = `country-called:${country.iso2}-${fold(language)}`
  const wrong = others(key, country, language).map((c) => c.name)
  return ask({
    ...frame(key, country, { language, form }),
    text: `Which country is called ${form} in ${language}?`,
    alternatives: [country.name, ...wrong],
  })
}

/** "In which language is Germany called Saksa?" The other languages call it something quite different. */
function languageOf(country: Country, { language, form }: Foreign, names: Foreign[]): Question[] {
  const key = `language-of-name:${country.iso2}-${fold(language)}`
  const others = LANGUAGES.filter((other) => {
    const name = foreignName(country, other)
    return other !== language && name && isStrange(form, name)
  })
  if (names.length < 3) return []
  return ask({
    ...frame(key, country, { language, form }),
    text: `In which language ${verb(country, 'is', 'are')} ${inText(country)} called ${form}?`,
    alternatives: [language, ...shuffled(key, others, String).slice(0, 3)],
  })
}

/** Countries nearby whose names in this language are as strange, and no likeness of each other. */
function others(key: string, country: Country, language: string): Country[] {
  const strange = COUNTRIES.filter((c) => foreignNames(c).some((name) => name.language === language))
  const near = nearest(country, strange).filter((c) => c !== country && official(c) !== language)
  const form = (c: Country) => foreignName(c, language)!
  return choose(
    3,
    shuffled(key, near.slice(0, 10), (c) => c.iso2),
    (c, chosen) =>
      [country, ...chosen].every((o) => together(o.iso2, c.iso2) && fold(form(o)) !== fold(form(c))),
  )
}

/** By the fame of the country and of the language; easier where the first letters are the same. */
function frame(key: string, country: Country, { language, form }: Foreign) {
  const alike = fold(form).slice(0, 3) === fold(country.name).slice(0, 3)
  const rare = TAUGHT.has(language) || fame(country) > 2 ? 0 : 1
  const value = Math.max(2, fame(country)) + rare - (alike ? 1 : 0)
  return { key, country, value, without: WITHOUT, source: NAME_SOURCE }
}
