import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, byCode, code, codes, inText, photos, template } from './load.ts'

const flags = photos.filter((photo) => photo.file.startsWith('flags/'))
const iso2 = (file: string) => file.slice('flags/'.length, -'.webp'.length).toUpperCase()
const SETS =
  'RO TD MD AD · ID MC SG PL · EG IQ YE SY · AU NZ · NL LU PY · IE CI · NI SV HN AR · CO EC VE · SI SK RU · ' +
  'ML GN SN CM · BH QA · NO IS · AT LV · GH BO · LI HT · IT MX · TD BE RO · IN NE · TH CR · LS SL · NL HR LU PY · NI SV HN AR GT · ' +
  'SI SK RU RS · GH BO ET · HU TJ · TR TN · US LR · FJ TV · BJ GW · IE CI IT MX'

test('5: each flag has two questions: whose it is, and which it is among four', () => {
  assert.ok(flags.length > 180, String(flags.length))
  for (const { file } of flags) {
    const own = template('flag', 'flag-name').filter((q) => q.photos![0] === file)
    assert.deepEqual(own.map((q) => q.key).toSorted(), [`flag-name:${iso2(file)}`, `flag:${iso2(file)}`])
  }
})

test('5: the pictures stand in the order of the alternatives, and the first is that of the subject', () => {
  all(template('flag'), (q) => q.photos!.map(iso2).join() === codes(q).join())
  all(
    template('flag'),
    (q) => q.text === `Which of these is the flag of ${inText(byCode.get(codes(q)[0]!)!)}?`,
  )
  all(template('flag-name'), (q) => iso2(q.photos![0]!) === code(q.alternatives[0]!))
  all(template('flag', 'flag-name'), (q) => q.subject.country === codes(q)[0])
})

test('5: flags that look alike never stand together', () => {
  for (const set of SETS.split(' · ')) {
    all(template('flag', 'flag-name'), (q) => codes(q).filter((c) => set.split(' ').includes(c)).length < 2)
  }
})

test('5: no flag is shown on which the name of the country can be read, nor the disputed one', () => {
  const never = ['AF', 'BO', 'DO', 'NI', 'PY', 'SV']
  assert.deepEqual(
    flags.map((flag) => iso2(flag.file)).filter((c) => never.includes(c)),
    [],
  )
})

test('two flags of a question are told apart by their descriptions too', () => {
  const alt = new Map(photos.map((photo) => [photo.file, photo.alt]))
  all(template('flag'), (q) => new Set(q.photos!.map((file) => alt.get(file))).size === 4)
})
