import assert from 'node:assert/strict'
import { test } from 'node:test'
import { json, landmarks, read } from './load.ts'

test('everybody whose work this is has a credit', () => {
  const credits =
    json<{ name: string; what: string; licence: string; licenceUrl: string; url: string }[]>('credits.json')
  const names = credits.map((c) => c.name).join()
  for (const name of [
    'GeoNames',
    'SimpleMaps',
    'OurAirports',
    'mledoze',
    'Timezone',
    'Natural Earth',
    'CLDR',
    'countries-list',
    'country-json',
    'flag-icons',
    'GCompris',
  ]) {
    assert.ok(names.includes(name), name)
    assert.ok(read('LICENSE.md').includes(name), name)
  }
  for (const credit of credits)
    assert.ok(credit.what && credit.licence && credit.licenceUrl.startsWith('https://'))
})

test('every photographer is named in the licence', () => {
  const licence = read('LICENSE.md').replace(/\s+/g, ' ')
  for (const { author } of landmarks)
    assert.ok(author === 'Anonymous' || licence.includes(author.split(',')[0]!), author)
})
