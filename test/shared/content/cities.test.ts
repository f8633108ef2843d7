import assert from 'node:assert/strict'
import { test } from 'node:test'
import { JOB_SIZE } from '../../../shared/rules/jobs.ts'
import { reach } from '../../../shared/rules/reach.ts'
import {
  all,
  byCode,
  type City,
  categories,
  cities,
  countries,
  fold,
  landmarks,
  questions,
  template,
} from './load.ts'

const FIRST = ['paris', 'cairo', 'delhi', 'rio-de-janeiro', 'sydney']
const onEarth = cities.filter((city) => city.country)
const named = (slug: string) => cities.find((city) => city.slug === slug)!

test('every city has work in at least six categories, by the rule the game itself goes by', () => {
  for (const city of onEarth) {
    const open = openCategories(city)
    assert.ok(open.length >= 6, `${city.name}: ${open}`)
  }
})

/** The categories of which a city has the questions of a job. */
function openCategories(city: City): string[] {
  const near = new Set(reach({ ...city, country: city.country! }, countries))
  const asked = questions.filter(
    ({ subject }) =>
      subject.landmark || subject.city === city.slug || (!subject.city && near.has(subject.country!)),
  )
  return categories
    .map((category) => category.slug)
    .filter((slug) => asked.filter((q) => q.category === slug).length >= JOB_SIZE)
}

test('the journey begins in Nomansland, has 163 cities, and ends on the Moon', () => {
  assert.deepEqual(
    cities.slice(0, 6).map((city) => city.slug),
    ['nomansland', ...FIRST],
  )
  assert.equal(onEarth.length, 163)
  assert.equal(cities.at(-1)?.slug, 'moon')
  for (const key of ['slug', 'name', 'iata', 'airport'] as const)
    assert.equal(new Set(cities.map((city) => city[key])).size, 165, key)
})

test('the Moon has a spaceport in the Sea of Tranquility, and neither country nor people', () => {
  const { name, country, airport, lat, lng, timezone, population, capital, locked } = named('moon')
  assert.deepEqual(
    { name, country, airport, lat, lng, timezone, population, capital, locked },
    {
      name: 'The Moon',
      country: null,
      airport: 'Tranquility Spaceport',
      lat: 0.67,
      lng: 23.47,
      timezone: 'UTC',
      population: null,
      capital: false,
      locked: false,
    },
  )
})

test('every city has what a traveller needs', () => {
  for (const city of cities) {
    assert.match(city.iata, /^([A-Z]{3}|000)$/, city.slug)
    assert.match(city.airport, /(Airport|Airfield|Spaceport)\b/, city.slug)
    assert.ok(Math.abs(city.lat) < 70 && Math.abs(city.lng) <= 180, city.slug)
    assert.ok(city.country === null || byCode.has(city.country), city.slug)
    assert.ok(city.population === null || city.population > 10_000, city.slug)
    assert.doesNotThrow(() => new Intl.DateTimeFormat('en', { timeZone: city.timezone }), city.slug)
  }
})

test('names and codes are those of today', () => {
  const names = cities.map((city) => city.name)
  for (const name of ['Kyiv', 'Kolkata', 'Astana', 'Washington, D.C.', 'São Paulo', 'Zurich', 'Montreal'])
    assert.ok(names.includes(name), name)
  for (const name of ['Kiev', 'Calcutta', 'Nur-Sultan', 'Rangoon', 'Saigon', 'Zürich', 'Montréal'])
    assert.ok(!names.includes(name), name)
  assert.equal(named('phnom-penh').iata, 'KTI')
  assert.equal(named('luanda').iata, 'NBJ')
  assert.equal(named('hanoi').timezone, 'Asia/Ho_Chi_Minh')
})

test('some cities wait until one signs up: none of the first destinations, and never the only one of a part of the world', () => {
  const locked = onEarth.filter((city) => city.locked)
  assert.ok(locked.length >= 10 && locked.length <= 14, String(locked.length))
  const part = (city: City) => byCode.get(city.country!)!.subregion
  for (const city of locked) {
    assert.ok(!FIRST.includes(city.slug), city.slug)
    assert.ok(
      onEarth.some((other) => !other.locked && part(other) === part(city)),
      city.slug,
    )
  }
  const regions = new Set(locked.map((city) => byCode.get(city.country!)!.region))
  assert.equal(regions.size, 5)
})

/** A coarse map has them in the sea: whoever asked it would put them in no country, or in the one across the water. */
const AT_SEA =
  'rio-de-janeiro:BR new-york:US miami:US nuuk:GL copenhagen:DK stockholm:SE lisbon:PT venice:IT lagos:NG beirut:LB ' +
  'colombo:LK darwin:AU hobart:AU suva:FJ noumea:NC nassau:BS montevideo:UY istanbul:TR port-louis:MU male:MV ' +
  'singapore:SG denpasar:ID hong-kong:HK apia:WS papeete:PF tripoli:LY'

test('11: cities on a coast that coarse maps draw beyond them are in the countries they are in', () => {
  assert.deepEqual(
    AT_SEA.split(' ').filter((pair) => named(pair.split(':')[0]!).country !== pair.split(':')[1]),
    [],
  )
})

test('11: no question about the country of a place goes by the map of the outlines', () => {
  const asked = [
    'country-of-city',
    'city-in',
    'city-not-in',
    'landmark-country',
    'capital',
    'country-of-capital',
  ]
  all(template(...asked), (q) => !q.source.includes('Natural Earth'))
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

test('every introduction is a few sentences of its own', () => {
  const openings = cities.map(({ intro }) => intro.split(' ').slice(0, 2).join(' '))
  for (const [i, { slug, intro }] of cities.entries()) {
    const sentences = intro.match(/[.!?:](\s|$)/g)?.length ?? 0
    assert.ok(sentences >= 2 && sentences <= 6, slug)
    assert.ok(intro.length > 150 && intro.length < 360, `${slug} ${intro.length}`)
    const same = openings.indexOf(openings[i]!)
    assert.ok(same === i || /^(In|At) /.test(intro), `${slug} begins like ${cities[same]!.slug}`)
  }
})

test('nothing in an introduction goes stale: no figures of today, and no records', () => {
  const { intro: rome } = named('rome')
  for (const { slug, intro } of cities) {
    if (intro !== rome) assert.doesNotMatch(intro, /\d/, slug)
    assert.doesNotMatch(
      intro,
      /\b(largest|biggest|tallest|busiest|richest|newest|currently|recently|capital)\b/,
      slug,
    )
  }
})
