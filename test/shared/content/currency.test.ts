import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, codes, fold, template } from './load.ts'

const money = new Map(template('currency').map((q) => [q.subject.country!, q.alternatives[0]!]))

test('3: no currency is asked where several are in use or the sources differ', () => {
  const never = new Set('ZW SV HT PA FM KH BS BT LS NA SZ'.split(' '))
  all(template('currency', 'currency-user', 'before-euro'), (q) => !never.has(q.subject.country!))
  all(template('currency-user'), (q) => codes(q).every((c) => !never.has(c)))
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
