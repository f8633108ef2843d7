import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, byName, codes, fold, type Question, questions, template } from './load.ts'

const linguist = questions.filter((q) => q.category === 'linguist')

test('4: no language is asked where the lists differ, where no law names one, or where there are several', () => {
  const disputed = 'AR AU CL DZ ET GB JP MD MK ML MX NE US UY'
  const several =
    'AF BA BE BF BI BO BY CA CF CH CM CY DJ ER FI FJ HT IE IL IN IQ KE KG KM KZ LB LK LS LU MA MG'
  const more =
    'MH MT MU MW MY NA NO NR NZ PE PG PH PK PW PY RW SC SD SG SO SZ TD TJ TL TO TV TZ UG UZ VA VU WS ZA ZW'
  const never = new Set(`${disputed} ${several} ${more}`.split(' '))
  const asked = template('language', 'country-with-language', 'country-without-language')
  all(asked, (q) => !never.has(q.subject.country!))
  all(template('country-with-language', 'country-without-language'), (q) =>
    codes(q).every((c) => !never.has(c)),
  )
})

test('4: no sign languages, and no two names or near relations of one language together', () => {
  all(linguist, (q) => !/sign language|signing/i.test(q.text + q.alternatives))
  all(
    linguist,
    (q) => !/Moldavian|Tagalog|Dari|Farsi language|Nyanja|Bokm|Nynorsk/.test(q.text + q.alternatives),
  )
  const kin = [
    ['Croatian', 'Serbian', 'Bosnian'],
    ['Indonesian', 'Malay'],
    ['Lao', 'Thai'],
    ['Bulgarian', 'Macedonian'],
  ]
  all(template('language', 'tongue', 'language-of-name'), (q) =>
    kin.every((names) => q.alternatives.filter((a) => names.includes(a)).length < 2),
  )
})

/** Where a language is official, alone or beside others, or was until lately. */
const OFFICIAL: Record<string, string> = {
  Arabic: 'AE BH DJ DZ EG ER IL IQ JO KM KW LB LY MA MR OM QA SA SD SO SY TD TN YE',
  Bengali: 'BD IN',
  Burmese: 'MM',
  Catalan: 'AD ES',
  Danish: 'DK',
  Dhivehi: 'MV',
  Dutch: 'BE NL SR',
  Dzongkha: 'BT',
  English:
    'AG AU BB BI BS BW BZ CA CM DM ER ET FJ FM GB GD GH GM GY IE IN JM KE KI KN LC LR LS MH MT MU MW NA NG NR NZ PG ' +
    'PH PK PW RW SB SC SD SG SL SS SZ TO TT TV TZ UG US VC VU WS ZA ZM ZW',
  French: 'BE BF BI BJ CA CD CF CG CH CI CM DJ FR GA GN GQ HT KM LU MC MG ML NE RW SC SN TD TG VU',
  German: 'AT BE CH DE IT LI LU',
  Italian: 'CH HR IT SI SM VA',
  Khmer: 'KH',
  Korean: 'KP KR',
  Malay: 'BN ID MY SG',
  Persian: 'AF IR TJ',
  Portuguese: 'AO BR CV GQ GW MZ PT ST TL',
  Spanish: 'AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PY SV UY VE',
}
const isOfficial = (language: string, country: string) =>
  OFFICIAL[language] === undefined ? false : OFFICIAL[language].split(' ').includes(country)

test('4: of four countries one has the language, or has it not, and of four languages one is official', () => {
  const asked = (q: Question) => q.text.match(/countries is (.+) (the|not an) official/)![1]!
  all(template('country-with-language'), (q) =>
    codes(q).every((c, i) => isOfficial(asked(q), c) === (i === 0)),
  )
  all(template('country-without-language'), (q) =>
    codes(q).every((c, i) => isOfficial(asked(q), c) === (i !== 0)),
  )
  all(template('language'), (q) =>
    q.alternatives.every((name, i) => isOfficial(name, q.subject.country!) === (i === 0)),
  )
})

/** The language of a country, as the questions say it. */
const spoken = new Map(template('language').map((q) => [q.subject.country!, q.alternatives[0]!]))
for (const q of template('country-with-language'))
  spoken.set(q.subject.country!, q.text.match(/is (.+) the official/)![1]!)

test('4: what is official is told the same way by every question', () => {
  all(template('language'), (q) => spoken.get(q.subject.country!) === q.alternatives[0])
  const language = (q: Question) => q.text.match(/countries is (.+) (the|not an) official/)![1]!
  all(template('country-with-language'), (q) =>
    codes(q).every((c, i) => (spoken.get(c) === language(q)) === (i === 0)),
  )
  all(template('country-without-language'), (q) =>
    codes(q).every((c, i) => (spoken.get(c) !== language(q)) === (i === 0)),
  )
})

test('4: spot checks against the constitutions', () => {
  for (const [country, language] of Object.entries({
    BR: 'Portuguese',
    AO: 'Portuguese',
    SR: 'Dutch',
    AT: 'German',
    EG: 'Arabic',
    GH: 'English',
    CO: 'Spanish',
    SN: 'French',
  }))
    assert.equal(spoken.get(country), language)
})

test('a name from abroad is no mere spelling of the English one, and one of four is right', () => {
  const names = new Map(template('country-called').map((q) => [calledBy(q), q.alternatives[0]!]))
  all(template('name-abroad'), (q) => {
    const country = names.get(`${q.alternatives[0]}|${q.text.match(/called in (.+)\?/)![1]}`)
    return country === undefined || byName.get(country)?.iso2 === q.subject.country
  })
  all(template('country-called'), (q) => !fold(q.text).includes(fold(q.alternatives[0]!)))
})

function calledBy(q: Question): string {
  const [, form, language] = q.text.match(/^Which country is called (.+) in (\S+)\?$/)!
  return `${form}|${language}`
}

test('spot checks of names: Allemagne, Saksa, Suomi, Magyarország, Nihon', () => {
  const find = (key: string) => questions.find((q) => q.key === key)?.alternatives[0]
  assert.equal(find('own-name:FI'), 'Suomi')
  assert.equal(find('own-name:HU'), 'Magyarország')
  assert.equal(find('own-name:JP'), '日本 (Nihon)')
  assert.equal(find('tongue:hu'), 'Hungarian')
  const german = template('country-called', 'name-abroad', 'language-of-name').filter(
    (q) => q.subject.country === 'DE',
  )
  assert.ok(german.length >= 6)
  all(german, (q) =>
    /Allemagne|Alem|Duits|Tysk|Niem|Alman|Saks|Német|Něm|Njem|Almaen|Þýs|Đức|Vokie/.test(
      q.text + q.alternatives[0],
    ),
  )
})

test('the words for people are distinct, and only the first is one', () => {
  const right = template('demonym').map((q) => q.alternatives[0]!)
  assert.equal(new Set(right.map(fold)).size, right.length)
  all(template('demonym'), (q) => q.alternatives.slice(1).every((a) => !right.map(fold).includes(fold(a))))
})
