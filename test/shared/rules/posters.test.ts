import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { lightOf, sunOver } from '../../../shared/rules/daylight.ts'
import { drawPoster } from '../../../shared/rules/posters.ts'

const LONDON = { lat: 51.5, lng: 0 }
const at = (iso: string) => Date.parse(`${iso}Z`)
const near = (a: number, b: number, by: number) => assert.ok(Math.abs(a - b) <= by, `${a} is not near ${b}`)

describe('The sun', () => {
  test('stands over London at noon at 62 degrees in June and at 15 in December', () => {
    near(sunOver(LONDON, at('2026-06-21T12:00')).altitude, 62, 1)
    near(sunOver(LONDON, at('2026-12-21T12:00')).altitude, 15, 1)
    near(sunOver(LONDON, at('2026-06-21T12:00')).hourAngle, 0, 0.1)
    near(sunOver({ lat: 0, lng: 90 }, at('2026-03-20T06:00')).altitude, 90, 2)
  })

  test('makes night, dawn, day and dusk, and at midsummer no night in the far north', () => {
    const light = (iso: string, place = LONDON) => lightOf(sunOver(place, at(iso)))
    assert.deepEqual(
      ['00:00', '06:00', '12:00', '18:00'].map((hour) => light(`2026-03-20T${hour}`)),
      ['night', 'dawn', 'day', 'dusk'],
    )
    const tromso = { lat: 69.6, lng: 19 }
    assert.notEqual(light('2026-06-21T23:00', tromso), 'night')
    assert.notEqual(light('2026-12-21T11:00', tromso), 'day')
  })
})

describe('The posters', () => {
  const content = (name: string) =>
    JSON.parse(readFileSync(join(import.meta.dirname, `../../../shared/content/${name}.json`), 'utf8'))
  const countries = new Map(
    (content('countries') as { iso2: string; region: string; subregion: string }[]).map((one) => [
      one.iso2,
      one,
    ]),
  )
  type City = Parameters<typeof drawPoster>[0]
  const cities = (content('cities') as City[]).map((city) => {
    const { region = null, subregion = null } = countries.get(city.country ?? '') ?? {}
    return { ...city, region, subregion }
  })
  const now = at('2026-06-21T12:00')
  const posters = cities.map((city) => drawPoster(city, now))

  test('are no two alike, and each the same every time', () => {
    assert.equal(new Set(posters.map(({ far, town }) => far + town)).size, cities.length)
    assert.equal(new Set(posters.map(({ hue }) => hue)).size, 8)
    assert.deepEqual(drawPoster(cities[1]!, now), posters[1])
  })

  test('change with the hour, and nothing but the light does', () => {
    const { light, sun, ...rest } = drawPoster(cities[1]!, now + 12 * 3_600_000)
    const { light: before, sun: sunBefore, ...same } = posters[1]!
    assert.notEqual(light, before)
    assert.notDeepEqual(sun, sunBefore)
    assert.deepEqual(rest, same)
  })

  test('are made of numbers a browser can draw, inside the frame where it matters', () => {
    for (const { sun, stars, ...poster } of posters) {
      for (const path of [
        poster.far,
        poster.snow,
        poster.hills,
        poster.town,
        poster.front,
        poster.windows,
        poster.plants,
      ])
        assert.doesNotMatch(path, /NaN|Infinity|undefined|e[-+]/)
      assert.ok(sun.y >= 100 && Number.isFinite(sun.x))
      assert.ok(stars.every(({ x, y }) => x >= 0 && x <= 1200 && y >= 0 && y <= 420))
    }
  })
})
