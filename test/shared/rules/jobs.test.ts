import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { pickQuestions } from '../../../shared/rules/jobs.ts'
import { seeded } from '../../../shared/rules/random.ts'

const one = (id: number, rest: object = {}) => ({
  id,
  seenAt: null,
  near: true,
  photos: [] as number[],
  ...rest,
})

const list = (count: number, of: (id: number) => object) =>
  Array.from({ length: count }, (_, id) => one(id, of(id)))

const everySeed = (check: (seed: number) => void) => fc.assert(fc.property(fc.integer(), check))

describe('Questions that are asked everywhere', () => {
  test('begin with those of the own region a player never had; those that were had come last, near or not', () => {
    const candidates = list(30, (id) => ({ near: id % 5 === 0, seenAt: id < 10 ? 1000 + id : null }))
    everySeed((seed) => {
      const picked = pickQuestions(candidates, 25, seeded(seed))
      assert.deepEqual(
        picked
          .slice(0, 4)
          .map(({ id }) => id)
          .sort(),
        [10, 15, 20, 25],
      )
      assert.ok(picked.slice(4, 20).every(({ near, seenAt }) => !near && seenAt === null))
      assert.deepEqual(
        picked.slice(20).map(({ id }) => id),
        [0, 1, 2, 3, 4],
      )
    })
  })

  test('leave no question out when the own region has fewer than the job asks', () => {
    const candidates = list(12, (id) => ({ near: id < 3 }))
    everySeed((seed) => {
      const near = pickQuestions(candidates, 10, seeded(seed)).map((question) => question.near)
      assert.deepEqual(near, [...Array(3).fill(true), ...Array(7).fill(false)])
    })
  })
})

describe('A photo', () => {
  test('is in no job twice', () => {
    const candidates = list(36, (id) => ({ photos: [Math.floor(id / 3)] }))
    everySeed((seed) => {
      const shown = pickQuestions(candidates, 10, seeded(seed)).flatMap(({ photos }) => photos)
      assert.equal(new Set(shown).size, 10)
    })
  })

  test('that was had today gives way to one never had, and both wait for the longest unseen of others', () => {
    const candidates = [
      one(1, { photos: [7] }),
      one(2, { photos: [7] }),
      one(3, { photos: [8], seenAt: 50 }),
      one(4, { photos: [8], seenAt: 10 }),
    ]
    everySeed((seed) => {
      const picked = pickQuestions(candidates, 2, seeded(seed)).map(({ id }) => id)
      assert.ok(picked[0] === 1 || picked[0] === 2)
      assert.equal(picked[1], 4)
    })
  })

  test('is in no job twice where questions of four photos stand in the way of others', () => {
    const ofOne = list(11, (id) => ({ photos: [id] }))
    const ofFour = list(11, (id) => ({ photos: [id, (id + 1) % 11, (id + 4) % 11, (id + 6) % 11] }))
    const candidates = [...ofOne, ...ofFour.map((question) => ({ ...question, id: question.id + 11 }))]
    everySeed((seed) => {
      const shown = pickQuestions(candidates, 10, seeded(seed)).flatMap(({ photos }) => photos)
      assert.equal(new Set(shown).size, shown.length)
    })
  })

  test('comes again rather than that the job has too few questions', () => {
    const candidates = list(10, (id) => ({ photos: [id % 4] }))
    everySeed((seed) => assert.equal(pickQuestions(candidates, 10, seeded(seed)).length, 10))
  })
})
