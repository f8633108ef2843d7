import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

type Question = {
  key: string
  category: string
  subject: { country?: string; city?: string; landmark?: true }
  text: string
  alternatives: string[]
  answer: number
  sorted: boolean
  value: number
  seconds: number
  didYouKnow: string
  source: string
  sourceDate: string
  verifyBy: string
  photo?: string
}
type Country = {
  iso2: string
  name: string
  article: boolean
  region: string
  lat: number
  lng: number
  neighbours: string[]
}
type City = {
  slug: string
  name: string
  country: string | null
  iata: string
  lat: number
  lng: number
  timezone: string
  intro: string
}
type Landmark = {
  file: string
  title: string
  alt: string
  place: string
  country: string
  author: string
  licence: string
  source: string
}

const folder = new URL('../../shared/content/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
const json = <T>(file: string): T => JSON.parse(read(file)) as T

const questions = read('questions.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Question)
const countries = json<Country[]>('countries.json')
const cities = json<City[]>('cities.json')
const landmarks = json<Landmark[]>('landmarks.json')
const categories = json<{ slug: string; name: string; description: string }[]>('categories.json')

const byName = new Map(countries.map((c) => [c.name, c]))
const byCode = new Map(countries.map((c) => [c.iso2, c]))
const code = (name: string) => byName.get(name)?.iso2 ?? assert.fail(`${name} is no country`)
const codes = (q: Question) => q.alternatives.map(code)
const template = (...names: string[]) => questions.filter((q) => names.includes(q.key.split(':')[0]!))
const fold = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
const inText = (c: Country) => (c.article ? `the ${c.name}` : c.name)

/** Fails with every question that breaks a rule, not only with the first. */
function all(list: Question[], rule: (q: Question) => boolean) {
  assert.ok(list.length > 0, 'there is nothing to check')
  assert.deepEqual(
    list.filter((q) => !rule(q)).map((q) => `${q.key} ${q.text} ${q.alternatives.join(' / ')}`),
    [],
  )
}

test('there are enough questions of each category, and not two with the same key', () => {
  assert.ok(questions.length >= 500 && questions.length <= 900, String(questions.length))
  assert.equal(new Set(questions.map((q) => q.key)).size, questions.length)
  assert.deepEqual(
    [...new Set(questions.map((q) => q.category))].toSorted(),
    categories.map((c) => c.slug).toSorted(),
  )
})

test('every question has what the game needs', () => {
  all(
    questions,
    (q) => q.answer === 0 && q.sorted === false && Number.isInteger(q.value) && q.value >= 1 && q.value <= 5,
  )
  all(questions, (q) => q.seconds === (q.photo ? 13 : q.category === 'tutorial' ? 20 : 10))
  all(
    questions,
    (q) => q.text.endsWith('?') && q.text.length < 120 && q.alternatives.every((a) => a.length < 60),
  )
})

test('the values are 2.5 on average, so that pay is as planned', () => {
  const generated = questions.filter((q) => q.category !== 'tutorial')
  const mean = generated.reduce((sum, q) => sum + q.value, 0) / generated.length
  assert.ok(Math.abs(mean - 2.5) < 0.2, String(mean))
})

test('12: four alternatives, distinct after folding case and accents', () => {
  all(questions, (q) => q.alternatives.length === 4 && new Set(q.alternatives.map(fold)).size === 4)
  all(questions, (q) => q.alternatives.every((a) => fold(a) !== ''))
})

test('no question holds its own answer', () => {
  all(questions, (q) => !fold(q.text).includes(fold(q.alternatives[0]!)))
})

test('every question has a source and the dates of its truth', () => {
  all(questions, (q) => q.source.length > 10 && q.source.includes('https://'))
  all(questions, (q) => /^\d{4}-\d\d-\d\d$/.test(q.sourceDate) && /^\d{4}-\d\d-\d\d$/.test(q.verifyBy))
  all(questions, (q) => q.verifyBy > q.sourceDate)
})

test('"did you know" teaches something: it is a sentence, and not the question with its answer again', () => {
  all(
    questions,
    (q) => q.didYouKnow.length > 30 && q.didYouKnow.length < 320 && q.didYouKnow.trim().endsWith('.'),
  )
  all(template('capital', 'country-of-capital'), (q) => !/is the capital of/.test(q.didYouKnow))
  all(template('currency', 'currency-user'), (q) => fold(q.didYouKnow) !== fold(q.text))
})

test('names take their article, and no sentence has a slip of the pen', () => {
  for (const { text, didYouKnow, key } of questions) {
    for (const sentence of [text, didYouKnow]) {
      assert.doesNotMatch(
        sentence,
        / {2}|undefined|null|NaN|\bthe the\b|\ba [aeio]|\ban [^aeiouAEIOUhFLMNRSX*]| ,|\.\./,
        key,
      )
    }
    for (const country of countries.filter((c) => c.article)) {
      const bare = new RegExp(`(?<![Tt]he )(?<!Democratic )\\b${country.name}\\b`)
      assert.doesNotMatch(text.replace(/^Which of these countries uses.*/, ''), bare, key)
    }
  }
})

test('1: no capital that is disputed, doubled or without law is asked or offered', () => {
  const never = new Set('BI BJ BO CH CI IL LK MY NL NR PS SZ TZ ZA'.split(' '))
  const rivals = [
    'Cotonou',
    'La Paz',
    'The Hague',
    'Abidjan',
    'Dar es Salaam',
    'Jerusalem',
    'Tel Aviv',
    'Sucre',
    'Bern',
  ]
  all(template('capital', 'country-of-capital'), (q) => !never.has(q.subject.country!))
  all(template('country-of-capital'), (q) => codes(q).every((c) => !never.has(c)))
  all(template('capital'), (q) => q.alternatives.every((a) => !rivals.includes(a)))
})

test('1: a capital has one English name, and one country', () => {
  const capital = new Map(template('capital').map((q) => [q.subject.country, q.alternatives[0]]))
  assert.equal(capital.get('MN'), 'Ulaanbaatar')
  assert.equal(capital.get('US'), 'Washington, D.C.')
  assert.equal(capital.get('GD'), 'St. George’s'.replace('’', "'"))
  all(template('capital'), (q) => q.alternatives.every((a) => [...capital.values()].includes(a)))
  all(template('country-of-capital'), (q) => {
    const name = q.text.replace(' is the capital of which country?', '')
    return codes(q).every((c, i) => (capital.get(c) === name) === (i === 0))
  })
})

const UNSETTLED =
  'IN-LK BR-FR FR-SR FR-NL ES-MA ES-GB CA-DK DZ-MA MA-MR AL-RS EG-IL IL-JO IL-SY BW-ZM AF-IN CN-PK IN-PK BH-SA MY-SG CU-US'.split(
    ' ',
  )
const pair = (a: string, b: string) => [a, b].toSorted().join('-')
const borders = (a: string, b: string) => byCode.get(a)!.neighbours.includes(b)
const settled = (a: string, b: string) => !UNSETTLED.includes(pair(a, b))

test('2: land borders go both ways, and unsettled ones are in no list', () => {
  for (const country of countries) {
    for (const other of country.neighbours) {
      assert.ok(borders(other, country.iso2), `${country.iso2}-${other}`)
      assert.ok(settled(country.iso2, other), `${country.iso2}-${other}`)
    }
  }
})

test('2: of four countries exactly one borders the one in question', () => {
  all(template('border'), (q) => codes(q).every((c, i) => borders(q.subject.country!, c) === (i === 0)))
  all(template('border', 'no-border'), (q) => codes(q).every((c) => c !== q.subject.country))
})

test('2: of four countries exactly one does not border the one in question', () => {
  all(template('no-border'), (q) => codes(q).every((c, i) => borders(q.subject.country!, c) === (i !== 0)))
})

test('2: of four countries exactly one borders both', () => {
  all(template('between'), (q) => {
    const near = countries
      .filter((c) => new RegExp(`(both|and) ${inText(c)}(\\?| and)`).test(q.text))
      .map((c) => c.iso2)
    assert.equal(near.length, 2, `${q.text} ${near}`)
    const both = (c: string) => near.every((n) => borders(n, c))
    return codes(q).every((c, i) => both(c) === (i === 0) && near.every((n) => settled(n, c) && n !== c))
  })
})

test('2: nothing is said about unsettled borders, and nobody is asked to count neighbours', () => {
  all(template('border', 'no-border'), (q) => codes(q).every((c) => settled(q.subject.country!, c)))
  all(questions, (q) => !/how many/i.test(q.text))
  all(
    questions,
    (q) =>
      !/Palestine|Kosovo|Western Sahara|Ceuta|Melilla|Gibraltar|Hans Island/.test(q.text + q.alternatives),
  )
})

const money = new Map(template('currency').map((q) => [q.subject.country!, q.alternatives[0]!]))

test('3: no currency is asked where several are in use or the sources differ', () => {
  const never = new Set('ZW SV HT PA FM KH BS BT LS NA SZ'.split(' '))
  all(template('currency', 'currency-user', 'before-euro'), (q) => !never.has(q.subject.country!))
  all(template('currency-user'), (q) => codes(q).every((c) => !never.has(c)))
  assert.equal(money.get('BG'), 'Euro')
  assert.equal(money.get('SL') ?? 'Leone', 'Leone')
})

test('3: among the options only one country uses the currency, and no two share one', () => {
  all(template('currency-user'), (q) => {
    const own = codes(q).map((c) => fold(money.get(c) ?? c))
    return new Set(own).size === 4
  })
  const alike = [
    /^(CFA )?franc$/i,
    /^(rial|riyal|riel)$/i,
    /^(krone|krona|króna|koruna)$/i,
    /^(dinar|denar)$/i,
    /dollar/i,
  ]
  all(template('currency', 'before-euro'), (q) =>
    alike.every((kind) => q.alternatives.filter((a) => kind.test(a)).length < 2),
  )
})

test('7: areas are 15 % apart, as the figures told afterwards show', () => {
  all(template('largest'), (q) => {
    const figures = [...q.didYouKnow.matchAll(/ ([\d,.]+)(?= km²|,| and|\.$)/g)].map((m) =>
      Number(m[1]!.replaceAll(',', '')),
    )
    return figures.length === 4 && figures.every((n, i) => i === 0 || figures[i - 1]! > n * 1.14)
  })
  all(questions, (q) => !/most populous|more people/i.test(q.text))
})

test('7: a number of people is told with its year', () => {
  all(questions, (q) => !/people live in/.test(q.didYouKnow) || /\b20\d\d\b/.test(q.didYouKnow))
})

test('10: names that are easily mistaken for each other never stand together', () => {
  const twins = [
    ['CD', 'CG'],
    ['KP', 'KR'],
    ['NE', 'NG'],
    ['SD', 'SS'],
    ['DM', 'DO'],
  ]
  const named = (q: Question) => [q.subject.country, ...q.alternatives.map((a) => byName.get(a)?.iso2)]
  all(
    template('capital', 'country-of-capital', 'border', 'no-border', 'between', 'largest', 'currency-user'),
    (q) => twins.every((names) => !names.every((n) => named(q).includes(n))),
  )
})

test('every city has at least ten questions of each job', () => {
  for (const city of cities.filter((c) => c.country)) {
    const near = offered(city)
    for (const category of ['professor-of-geography', 'cartographer', 'currency-trader']) {
      const found = questions.filter((q) => q.category === category && near.has(q.subject.country ?? ''))
      assert.ok(found.length >= 10, `${city.name} has ${found.length} of ${category}`)
    }
  }
})

/** The fifteen countries of a city: its own, the land neighbours, then the nearest. */
function offered(city: City): Set<string> {
  const near = countries.toSorted((a, b) => radians(city, a) - radians(city, b)).map((c) => c.iso2)
  const own = byCode.get(city.country!)!
  return new Set([...new Set([own.iso2, ...own.neighbours, ...near])].slice(0, 15))
}

function radians(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const [p, q, d] = [a.lat, b.lat, b.lng - a.lng].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ]
  return Math.acos(Math.min(1, Math.sin(p) * Math.sin(q) + Math.cos(p) * Math.cos(q) * Math.cos(d)))
}

test('the journey begins in Nomansland and has twenty cities, the five first destinations among them', () => {
  assert.equal(cities[0]?.slug, 'nomansland')
  assert.equal(cities.length, 21)
  const slugs = cities.map((c) => c.slug)
  for (const slug of ['paris', 'cairo', 'delhi', 'rio-de-janeiro', 'sydney'])
    assert.ok(slugs.includes(slug), slug)
  assert.equal(new Set(cities.map((c) => c.iata)).size, 21)
  for (const city of cities) {
    assert.ok(city.country === null || byCode.has(city.country), city.slug)
    assert.doesNotThrow(() => new Intl.DateTimeFormat('en', { timeZone: city.timezone }), city.slug)
    assert.ok((city.intro.match(/[.!?](\s|$)/g)?.length ?? 0) >= 2, city.slug)
  }
})

test('the introduction of a city gives no tutorial or landmark answer away', () => {
  for (const city of cities) {
    for (const { title } of landmarks)
      assert.ok(!fold(city.intro).includes(fold(title)), `${city.slug} ${title}`)
    for (const q of template('tutorial')) {
      assert.ok(
        !fold(city.intro).includes(fold(q.alternatives[0]!)) || fold(q.alternatives[0]!).length < 7,
        `${city.slug} ${q.key}`,
      )
    }
  }
})

test('ten landmarks, each with a file, a photographer, a free licence and two questions', () => {
  assert.equal(landmarks.length, 10)
  for (const landmark of landmarks) {
    assert.ok(existsSync(new URL(`landmarks/${landmark.file}`, folder)), landmark.file)
    assert.ok(landmark.author && landmark.source.startsWith('https://'), landmark.file)
    assert.match(landmark.licence, /^(Public Domain|CC0-1\.0)$/)
    const asked = questions.filter((q) => q.photo === landmark.file)
    assert.deepEqual(
      asked.map((q) => q.alternatives[0]),
      [landmark.title, byCode.get(landmark.country)!.name],
    )
  }
})

test('what a photo is described as does not give away its name, its place or its country', () => {
  for (const { file, alt, title, place, country } of landmarks) {
    const hints = `${title} ${place} ${byCode.get(country)!.name}`
      .split(/[\s-]+/)
      .filter((word) => !/^(of|the|at|near|region|states?|united)$/i.test(word))
    for (const hint of hints) assert.doesNotMatch(alt, new RegExp(`\\b${hint}\\b`, 'i'), `${file}: ${hint}`)
    assert.ok(alt.length > 40 && alt.endsWith('.'), file)
  }
})

test('everybody whose work this is has a credit', () => {
  const credits =
    json<{ name: string; what: string; licence: string; licenceUrl: string; url: string }[]>('credits.json')
  const names = credits.map((c) => c.name).join()
  for (const name of [
    'GeoNames',
    'SimpleMaps',
    'OurAirports',
    'mledoze',
    'Timezone',
    'Natural Earth',
    'CLDR',
    'countries-list',
  ]) {
    assert.ok(names.includes(name), name)
    assert.ok(read('LICENSE.md').includes(name), name)
  }
  for (const credit of credits)
    assert.ok(credit.what && credit.licence && credit.licenceUrl.startsWith('https://'))
})
