import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { blurSteps, FEWEST_FRAMES, gridFor, MOST_FRAMES, tileSteps } from '../../../shared/rules/frames.ts'
import { seeded } from '../../../shared/rules/random.ts'

const frames = fc.integer({ min: FEWEST_FRAMES, max: MOST_FRAMES })
const tiles = fc.integer({ min: 1, max: 130 })
const side = fc.integer({ min: 1, max: 16_383 })

const always = <T>(values: fc.Arbitrary<T>, check: (value: T) => void) =>
  fc.assert(fc.property(values, check))

describe('A blur', () => {
  test('begins strong, is weaker with each frame by the same factor, and is gone in the last', () => {
    always(frames, (count) => {
      const steps = blurSteps(count)
      assert.equal(steps.length, count)
      assert.equal(steps.at(-1), 0)
      assert.ok(steps[0]! > 0.05 && steps.at(-2)! < 0.005 && steps.at(-2)! > 0)
      const factors = steps.slice(1, -1).map((step, i) => step / steps[i]!)
      for (const factor of factors) {
        assert.ok(factor < 0.9)
        assert.ok(Math.abs(factor - factors[0]!) < 1e-9)
      }
    })
  })
})

describe('The grid of tiles', () => {
  test('is 12 by 9 for a picture of 4:3, and stands when the picture does', () => {
    assert.deepEqual(gridFor(960, 720), { columns: 12, rows: 9 })
    assert.deepEqual(gridFor(720, 960), { columns: 9, rows: 12 })
  })

  test('has about 108 nearly square tiles for each picture that is not a thread', () => {
    const shapes = fc.record({
      height: fc.integer({ min: 100, max: 2000 }),
      ratio: fc.double({ min: 0.2, max: 5, noNaN: true }),
    })
    always(shapes, ({ height, ratio }) => {
      const width = Math.round(height * ratio)
      const { columns, rows } = gridFor(width, height)
      assert.ok(columns * rows > 90 && columns * rows < 126, `${columns} × ${rows}`)
      const shape = width / columns / (height / rows)
      assert.ok(shape > 0.7 && shape < 1.45, `${shape}`)
    })
  })

  test('never has a tile without a pixel, nor more tiles than can be told apart', () => {
    always(fc.record({ width: side, height: side }), ({ width, height }) => {
      const { columns, rows } = gridFor(width, height)
      assert.ok(columns >= 1 && columns <= width && rows >= 1 && rows <= height)
      assert.ok(columns * rows <= 162)
    })
  })
})

describe('Shifted tiles', () => {
  const games = fc.record({ count: frames, size: tiles, seed: fc.integer() })
  const homeIn = (order: number[]) => order.filter((tile, place) => tile === place).length

  test('are all there in every frame, each once', () => {
    always(games, ({ count, size, seed }) => {
      const steps = tileSteps(count, size, seeded(seed))
      assert.equal(steps.length, count)
      const all = Array.from({ length: size }, (_, i) => i)
      for (const order of steps)
        assert.deepEqual(
          order.toSorted((a, b) => a - b),
          all,
        )
    })
  })

  test('are nowhere home in the first frame and all home in the last', () => {
    always(games, ({ count, size, seed }) => {
      const steps = tileSteps(count, size, seeded(seed))
      if (size > 1) assert.equal(homeIn(steps[0]!), 0)
      assert.equal(homeIn(steps.at(-1)!), size)
    })
  })

  test('never leave their home again', () => {
    always(games, ({ count, size, seed }) => {
      const steps = tileSteps(count, size, seeded(seed))
      for (const [i, order] of steps.slice(0, -1).entries())
        for (const [place, tile] of order.entries())
          if (tile === place) assert.equal(steps[i + 1]![place], place)
    })
  })

  test('come home as many with each frame, but for the last two, which come together', () => {
    always(fc.record({ count: frames, seed: fc.integer() }), ({ count, seed }) => {
      const steps = tileSteps(count, 108, seeded(seed))
      for (const [i, order] of steps.entries())
        assert.equal(homeIn(order), Math.round((108 * i) / (count - 1)))
    })
  })

  test('lie the same way for the same seed, and another way for another', () => {
    always(games, ({ count, seed }) => {
      const of = (number: number) => String(tileSteps(count, 108, seeded(number)))
      assert.equal(of(seed), of(seed))
      assert.notEqual(of(seed), of(seed + 1))
    })
  })
})
