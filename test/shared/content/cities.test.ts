import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byCode, cities, fold, landmarks, offered, questions, template } from './load.ts'

test('every city has at least ten questions of each job', () => {
  for (const city of cities.filter((c) => c.country)) {
    const near = offered(city)
    for (const category of ['professor-of-geography', 'cartographer', 'currency-trader']) {
      const found = questions.filter((q) => q.category === category && near.has(q.subject.country ?? ''))
      assert.ok(found.length >= 10, `${city.name} has ${found.length} of ${category}`)
    }
  }
})

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
