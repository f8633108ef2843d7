import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, codes, template } from './load.ts'

test('1: no capital that is disputed, doubled or without law is asked or offered', () => {
  const never = new Set('BI BJ BO CH CI IL LK MY NL NR PS SZ TZ ZA'.split(' '))
  const rivals = [
    'Cotonou',
    'La Paz',
    'The Hague',
    'Abidjan',
    'Dar es Salaam',
    'Jerusalem',
    'Tel Aviv',
    'Sucre',
    'Bern',
  ]
  all(template('capital', 'country-of-capital'), (q) => !never.has(q.subject.country!))
  all(template('country-of-capital'), (q) => codes(q).every((c) => !never.has(c)))
  all(template('capital'), (q) => q.alternatives.every((a) => !rivals.includes(a)))
})

test('1: a capital has one English name, and one country', () => {
  const capital = new Map(template('capital').map((q) => [q.subject.country, q.alternatives[0]]))
  assert.equal(capital.get('MN'), 'Ulaanbaatar')
  assert.equal(capital.get('US'), 'Washington, D.C.')
  assert.equal(capital.get('GD'), 'St. George’s'.replace('’', "'"))
  all(template('capital'), (q) => q.alternatives.every((a) => [...capital.values()].includes(a)))
  all(template('country-of-capital'), (q) => {
    const name = q.text.replace(' is the capital of which country?', '')
    return codes(q).every((c, i) => (capital.get(c) === name) === (i === 0))
  })
})
