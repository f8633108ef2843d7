import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { remembering } from '../../shared/remembering.ts'

const MOST = 3
const texts = fc.array(fc.constantFrom(...'abcdefghij'), { maxLength: 60 })

/** A function with what it was asked, in order. */
function listening() {
  const asked: string[] = []
  const upper = remembering((text) => {
    asked.push(text)
    return text.toUpperCase()
  }, MOST)
  return { asked, upper }
}

describe('What is remembered', () => {
  test('is what would be made anew', () => {
    fc.assert(
      fc.property(texts, (all) => {
        const { upper } = listening()
        for (const text of all) assert.equal(upper(text), text.toUpperCase())
      }),
    )
  })

  test('is not made again while no more than so many others were asked for', () => {
    fc.assert(
      fc.property(texts, (all) => {
        const { asked, upper } = listening()
        for (const [i, text] of all.entries()) {
          const before = all.lastIndexOf(text, i - 1)
          const since = i === 0 || before === -1 ? undefined : new Set(all.slice(before + 1, i))
          asked.length = 0
          upper(text)
          if (since && since.size < MOST) assert.deepEqual(asked, [])
        }
      }),
    )
  })

  test('is forgotten in time', () => {
    const { asked, upper } = listening()
    for (const text of ['a', ...'bcdefg', 'a']) upper(text)
    assert.deepEqual(asked, ['a', ...'bcdefg', 'a'])
  })
})
