import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { countedMiles, fare, tempting, trip } from '../../../shared/rules/fares.ts'

const paris = { slug: 'paris', lat: 48.8534, lng: 2.3488 }
const sydney = { slug: 'sydney', lat: -33.8688, lng: 151.2093 }
const moon = { slug: 'moon', lat: 0.67, lng: 23.47 }

describe('A trip', () => {
  test('between two cities has two classes: first is 400 coins and 0.18 a mile', () => {
    const { miles, fare: economy, firstClass } = trip(paris, sydney)
    assert.deepEqual([economy, firstClass], [Math.round(100 + 0.08 * miles), Math.round(400 + 0.18 * miles)])
    assert.equal(fare(0, 'first'), 400)
    assert.equal(fare(5000, 'first'), 1300)
  })

  test('to the Moon is 238,857 miles and a million, the way back free; neither has a first class', () => {
    for (const place of [paris, sydney]) {
      assert.deepEqual(trip(place, moon), { miles: 238_857, fare: 1_000_000 })
      assert.deepEqual(trip(moon, place), { miles: 238_857, fare: 0 })
    }
  })

  test('counts its miles, but for those to the Moon and back', () => {
    assert.equal(countedMiles(trip(paris, moon).miles), 0)
    assert.equal(countedMiles(trip(moon, sydney).miles), 0)
    fc.assert(fc.property(fc.nat(12_437), (miles) => countedMiles(miles) === miles))
  })
})

const ticketLists = fc
  .array(fc.record({ fare: fc.nat(2000), locked: fc.boolean(), seen: fc.boolean() }), { maxLength: 60 })
  .chain((list) => fc.tuple(fc.constant(list), fc.nat(2000), fc.integer({ min: 1, max: 6 })))
  .map(([list, coins, most]) => {
    const tickets = list
      .toSorted((a, b) => a.fare - b.fare)
      .map((one, id) => ({ ...one, id, affordable: !one.locked && one.fare <= coins }))
    return { tickets, most }
  })

describe('The next tickets', () => {
  test('are as many as asked for, none twice, none locked, unseen cities before seen ones', () => {
    fc.assert(
      fc.property(ticketLists, ({ tickets, most }) => {
        const next = tempting(tickets, most)
        const open = tickets.filter((one) => !one.locked)
        assert.equal(next.length, Math.min(most, open.length))
        assert.equal(new Set(next).size, next.length)
        assert.ok(next.every((one) => !one.locked))
        const seen = next.map((one) => one.seen)
        assert.deepEqual(seen, seen.toSorted())
        if (seen.includes(true)) assert.ok(open.every((one) => one.seen || next.includes(one)))
      }),
    )
  })

  test('begin with what one can pay, cheapest first, and keep one place for what takes more work', () => {
    const at = (price: number, seen = false) => ({
      fare: price,
      seen,
      locked: false,
      affordable: price <= 500,
    })
    const fares = (list: ReturnType<typeof at>[], most: number) => tempting(list, most).map((one) => one.fare)
    assert.deepEqual(fares([at(100), at(200), at(300), at(600), at(700)], 3), [100, 200, 600])
    assert.deepEqual(fares([at(100, true), at(200), at(600), at(700)], 3), [200, 600, 700])
    assert.deepEqual(fares([at(100), at(200), at(300)], 3), [100, 200, 300])
    assert.deepEqual(fares([at(100, true), at(600)], 3), [600, 100])
    assert.deepEqual(fares([], 3), [])
  })
})
