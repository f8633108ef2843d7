import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fold, givesAway, publicationProblems } from '../../../shared/rules/questions.ts'

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
  test('gives the answer away when it says it, whatever its case and accents', () => {
    assert.ok(givesAway('The lake of Zurich, at noon', question))
    assert.ok(!givesAway('A lake under snow', question))
  })

  test('does not when the answer is only a part of another word', () => {
    assert.ok(!givesAway('A romantic view', { alternatives: ['Roma', 'Milano'], answer: 0 }))
  })

  test('folding keeps letters of every script', () =>
    assert.equal(fold('Ďakujem, Ελλάδα 12!'), 'dakujem ελλαδα 12'))
})
