import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fold, publicationProblems, saysOneOf } from '../../../shared/rules/questions.ts'

const question = {
  alternatives: ['Zürich', 'Genève'],
  answer: 0,
  source: 'An atlas',
  source_date: '2026-01-01',
  verify_by: '2029-01-01',
}

describe('A question is published', () => {
  test('when nothing is missing', () => assert.deepEqual(publicationProblems(question), {}))

  test('with alternatives that differ by more than case, accents, signs and spaces', () => {
    for (const twin of ['zurich', ' ZÜRICH', 'Zu\u0308rich', 'Zürich!', 'zu-rich'.replace('-', '')])
      assert.ok(publicationProblems({ ...question, alternatives: ['Zürich', twin] }).alternatives, twin)
    assert.deepEqual(publicationProblems({ ...question, alternatives: ['+', '−'] }), {})
    assert.deepEqual(publicationProblems({ ...question, alternatives: ['東京', '京都'] }), {})
  })

  test('with a source, the day it was read, and a later day to check it again', () => {
    assert.deepEqual(
      Object.keys(publicationProblems({ ...question, source: '', source_date: '', verify_by: '' })),
      ['source', 'source_date', 'verify_by'],
    )
    assert.ok(publicationProblems({ ...question, verify_by: '2026-01-01' }).verify_by)
  })
})

describe('The text of a photo', () => {
  test('says an alternative, whatever its case and accents', () => {
    const says = saysOneOf(question.alternatives)
    assert.ok(says('The lake of Zurich, at noon'))
    assert.ok(says('In GENEVE'))
    assert.ok(!says('A lake under snow'))
  })

  test('does not when the alternative is only a part of another word, or nothing but signs', () => {
    assert.ok(!saysOneOf(['Roma', 'Milano'])('A romantic view'))
    for (const text of ['A view', '−']) assert.ok(!saysOneOf(['+', '−'])(text))
  })

  test('folding keeps letters of every script', () =>
    assert.equal(fold('Ďakujem, Ελλάδα 12!'), 'dakujem ελλαδα 12'))
})
