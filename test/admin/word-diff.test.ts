import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Piece, wordDiff } from '../../admin/history/word-diff.ts'

const marked = (pieces: Piece[]) => pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('')
const whole = (pieces: Piece[]) => pieces.map(({ text }) => text).join('')
const kept = (pieces: Piece[]) => pieces.flatMap(({ text, differs }) => (differs ? [] : [text])).join('')

describe('Two texts, word by word', () => {
  const told = (before: string, after: string) => {
    const { before: one, after: other } = wordDiff(before, after)
    return [marked(one), marked(other)]
  }

  test('that are the same have nothing marked', () => {
    assert.deepEqual(told('The Seine.', 'The Seine.'), ['The Seine.', 'The Seine.'])
    assert.deepEqual(wordDiff('', ''), { before: [], after: [] })
  })

  test('have only the words marked that differ', () => {
    assert.deepEqual(told('The Seine is long.', 'The Loire is long.'), [
      'The [Seine] is long.',
      'The [Loire] is long.',
    ])
    assert.deepEqual(told('It is long.', 'It is very long.'), ['It is long.', 'It is [very ]long.'])
    assert.deepEqual(told('a b c', 'c a b'), ['a b[ c]', '[c ]a b'])
    assert.deepEqual(told('', 'New'), ['', '[New]'])
  })

  const texts = fc.oneof(
    fc.array(fc.constantFrom('a', 'b', 'c', ' ', '.', 'é'), { maxLength: 30 }).map((words) => words.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )

  test('lose nothing, and what is not marked is the same in both', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const pieces = wordDiff(before, after)
        assert.equal(whole(pieces.before), before)
        assert.equal(whole(pieces.after), after)
        assert.equal(kept(pieces.before), kept(pieces.after))
      }),
    )
  })

  test('of great length are compared all the same, if more roughly', () => {
    const words = (n: number, word: string) => Array.from({ length: n }, (_, i) => `${word}${i}`).join(' ')
    const [before, after] = [`Same ${words(3000, 'a')} end`, `Same ${words(3000, 'b')} end`]
    const pieces = wordDiff(before, after)
    assert.equal(whole(pieces.before), before)
    assert.equal(pieces.before[0]!.text, 'Same ')
    assert.equal(pieces.before.at(-1)!.text, ' end')
  })
})
