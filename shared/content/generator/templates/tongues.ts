import { load } from '../load.ts'
import { NAME_SOURCE } from '../material/sources.ts'
import { SOUNDS, TONGUES } from '../material/tongues.ts'
import { choose, fold, shuffled } from '../pick.ts'
import { byCode } from '../sources/countries.ts'
import { isStrange } from '../sources/foreign-names.ts'
import { akin } from '../sources/languages.ts'
import type { Question } from '../types.ts'
import { ask } from './linguist.ts'

type Languages = { main: Record<string, { localeDisplayNames: { languages: Record<string, string> } }> }
type Tongue = { code: string; name: string; country: string; own: string; sounds: string }

const ALL: Tongue[] = TONGUES.map(([code, name, country]) => {
  const own = ownName(code)
  return { code, name, country, own, sounds: SOUNDS[code] ?? own }
})
const ASKED = ALL.filter((tongue) => isStrange(tongue.sounds, tongue.name))

/** Linguist: what languages call themselves, both ways. */
export function tongues(): Question[] {
  return ASKED.flatMap((tongue) => [...tongueCalled(tongue), ...ownNameOf(tongue)])
}

function tongueCalled(tongue: Tongue): Question[] {
  const key = `tongue:${tongue.code}`
  const names = [tongue, ...others(key, tongue)].map((t) => t.name)
  return ask({
    ...frame(key, tongue),
    text: `Which language is called ${told(tongue)} by those who speak it?`,
    alternatives: names,
  })
}

function ownNameOf(tongue: Tongue): Question[] {
  const key = `tongue-own-name:${tongue.code}`
  const names = [tongue, ...others(key, tongue)].map(told)
  const text = `What do speakers of ${tongue.name} call their language?`
  return ask({ ...frame(key, tongue), text, alternatives: names })
}

function others(key: string, tongue: Tongue): Tongue[] {
  const alike = ASKED.filter((t) => t !== tongue && t.code in SOUNDS === tongue.code in SOUNDS)
  return choose(
    3,
    shuffled(key, alike, (t) => t.code),
    (t, chosen) => [tongue, ...chosen].every((o) => !akin(o.name, t.name)),
  )
}

/** "magyar", "ქართული (kartuli)" */
function told({ code, own, sounds }: Tongue): string {
  return code in SOUNDS ? `${own} (${sounds})` : own
}

/** As the language writes it in the middle of a sentence; throws when the second list has another name. */
function ownName(code: string): string {
  const file = load<Languages>(`cldr-localenames-full/main/${code}/languages.json`)
  const own = file.main[code]!.localeDisplayNames.languages[code]!
  const second = load<Record<string, string>>('countries-list/minimal/languages.native.min.json')[code]
  if (second && !second.toLowerCase().includes(own.toLowerCase()))
    throw new Error(`The language ${code} is called ${own} and ${second}.`)
  return own
}

function frame(key: string, tongue: Tongue) {
  const value = fold(tongue.sounds).slice(0, 2) === fold(tongue.name).slice(0, 2) ? 2 : 3
  return { key, country: byCode(tongue.country), value, without: ['native', 'tld'], source: NAME_SOURCE }
}
