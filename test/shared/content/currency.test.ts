import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, byCode, codes, fold, questions, template } from './load.ts'

const money = new Map(template('currency').map((q) => [q.subject.country!, q.alternatives[0]!]))

test('3: no currency is asked where several are in use or the sources differ', () => {
  const never = new Set('ZW SV HT PA FM KH BS BT LS NA SZ'.split(' '))
  all(
    questions.filter((q) => q.category === 'currency-trader'),
    (q) => !never.has(q.subject.country!),
  )
  all(template('currency-user', 'country-of-code'), (q) => codes(q).every((c) => !never.has(c)))
  assert.equal(money.get('BG'), 'Euro')
  assert.equal(money.get('SL') ?? 'Leone', 'Leone')
})

test('3: among the options only one country uses the currency, and no two share one', () => {
  all(template('currency-user'), (q) => {
    const own = codes(q).map((c) => fold(money.get(c) ?? c))
    return new Set(own).size === 4
  })
  const alike = [
    /^(CFA )?franc$/i,
    /^(rial|riyal|riel)$/i,
    /^(krone|krona|króna|koruna)$/i,
    /^(dinar|denar)$/i,
    /dollar/i,
  ]
  all(template('currency', 'before-euro'), (q) =>
    alike.every((kind) => q.alternatives.filter((a) => kind.test(a)).length < 2),
  )
})

const EURO = 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA'.split(' ')
const CFA = 'BF BJ CI GW ML NE SN TG CF CG CM GA GQ TD'.split(' ')

test('3: those who have the euro, a CFA franc or the US dollar are asked for it, and nobody else', () => {
  const hold = (users: string[], name: string) =>
    all(template('currency'), (q) => users.includes(q.subject.country!) === (q.alternatives[0] === name))
  hold(EURO, 'Euro')
  hold(CFA, 'CFA franc')
  all(template('currency-user'), (q) =>
    [EURO, CFA].every((users, i) => {
      const asked = q.text.endsWith([' the euro?', ' the CFA franc?'][i]!)
      return codes(q).every((c, n) => !asked || users.includes(c) === (n === 0))
    }),
  )
})

test('3: no two users of the euro, a CFA franc, the Caribbean or the US dollar are offered together', () => {
  const shared = [EURO, CFA, 'AG DM GD KN LC VC'.split(' '), 'EC FM MH PA PW SV TL US ZW'.split(' ')]
  all(template('currency-user', 'country-of-code'), (q) =>
    shared.every((users) => codes(q).filter((c) => users.includes(c)).length < 2),
  )
})

test('3: the code of a currency belongs to one country, and what is made up is no code', () => {
  const real = new Set(Intl.supportedValuesOf('currency'))
  all(template('currency-code'), (q) => q.alternatives.every((code, i) => real.has(code) === (i === 0)))
  all(template('currency-code'), (q) => q.alternatives[0]!.startsWith(q.subject.country!))
  all(template('country-of-code'), (q) => {
    const code = q.text.match(/code ([A-Z]{3})\?$/)![1]!
    return codes(q).every((c, i) => code.startsWith(c) === (i === 0))
  })
  const codesAsked = questions.filter((q) => /^(currency-code|country-of-code)/.test(q.key))
  all(codesAsked, (q) => !/EUR|XOF|XAF|XCD|USD/.test(q.text + q.alternatives))
})

test('the franc, the dollar and the pound are asked of those who have them', () => {
  const uses = (name: string) =>
    template('currency-user')
      .filter((q) => q.text.includes(` the ${name}?`))
      .map((q) => q.subject.country)
  assert.ok(uses('euro').length >= 20)
  assert.ok(['SN', 'GA'].every((c) => uses('CFA franc').includes(c)))
  assert.ok(['CA', 'AU', 'EC'].every((c) => uses('dollar').includes(c)))
  assert.ok(byCode.has('CH') && !uses('franc').includes('CM'))
})
