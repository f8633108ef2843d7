import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readable } from '../../../shared/rules/messages.ts'
import { friendlyName, nameProblem } from '../../../shared/rules/names.ts'
import { seeded } from '../../../shared/rules/random.ts'

describe('A name', () => {
  const good = [
    'Zoë',
    'Jean-Luc P.',
    "Conan O'Brien",
    'Ο Οδυσσέας',
    '旅人三号',
    'Scunthorpe United',
    'Dr. Cassandra Bassett',
    'Who Reads Maps',
    'A Therapist Abroad',
    'Niger 2026',
    'Happy Stork 455',
    'Admiral Nelson',
    'Edith Orr',
    'Анна Каренина',
    'Łukasz Żółw',
    'Nguyễn Thế',
    'อนันต์ผู้เดินทาง',
    '旅人 Bob',
    'Irmak Işıl',
  ]
  for (const name of good) test(`may be ${name}`, () => assert.equal(nameProblem(name), undefined))

  const bad: [string, RegExp][] = [
    ['ab', /at least 3/],
    ['x'.repeat(41), /at most 40/],
    ['me@example.org', /An address/],
    ['www.example', /An address/],
    ['example.org', /An address/],
    ['https://a', /An address/],
    ['<b>Bo</b>', /letters, digits/],
    ['Bo\u202Eb', /letters, digits/],
    ['Smile 😀', /letters, digits/],
    ['12 34', /at least one letter/],
    ['Admin', /worked here/],
    ['4dm1n', /worked here/],
    ['The Editor', /worked here/],
    ['M o d e r a t o r', /worked here/],
    ['Site Staff', /worked here/],
    ['ádmin', /worked here/],
    ['Admın', /worked here/],
    ['Админ', /worked here/],
    ['Модератор', /worked here/],
    ['Αδμιν', /worked here/],
    ['ᴀᴅᴍɪɴ', /worked here/],
    ['Аdmin', /one alphabet/],
    ['Αthena', /one alphabet/],
    ['Bo\u3164b', /letters, digits/],
    ['\u3164\u3164\u3164', /letters, digits/],
    ['Bo\u034fb', /letters, digits/],
    ['Bo\ufe0fb', /letters, digits/],
    ['\u0301\u0301\u0301', /at least one letter/],
    ['Zb\u0300\u0301\u0302lgo', /two accents/],
    ['Аѕѕ', /hurt/],
    ['Fuck Off', /hurt/],
    ['fuckface', /hurt/],
    ['F.u.c.k', /hurt/],
    ['fu ck', /hurt/],
    ['5hit', /hurt/],
    ['A-S-S', /hurt/],
    ['H1tl3r', /hurt/],
  ]
  for (const [name, why] of bad)
    test(`may not be ${name.slice(0, 20)}`, () => assert.match(nameProblem(name) ?? '', why))

  test('that we make up ourselves is always a good one', () => {
    fc.assert(fc.property(fc.nat(), (seed) => nameProblem(friendlyName(seeded(seed))) === undefined))
  })
})

describe('What is written for others', () => {
  test('is one line, and nothing in it is invisible but what joins letters', () => {
    assert.equal(readable('  a\r\n\r\n b\t\u00a0c\u200b\u202e \u2066d\ufeff '), 'a b cd'.replace('cd', 'c d'))
    assert.equal(readable('👩\u200d🚀'), '👩\u200d🚀')
    for (const text of [
      '👩🏽\u200d🚀',
      '🏳\ufe0f\u200d🌈',
      '1\ufe0f\u20e3',
      'می\u200cخواهم',
      'ශ්\u200dරී',
      'မြို့',
      'ế ậ',
    ])
      assert.equal(readable(text), text.normalize('NFC'))
    for (const text of [
      '\u200d',
      '\u200c \u200d',
      '\u3164',
      '\u2800',
      '\u034f',
      '\u115f\uffa0',
      '\ufe0f',
      '\u0301\u0302',
    ])
      assert.equal(readable(text), '', `U+${text.charCodeAt(0).toString(16)}`)
    assert.equal(readable(`z${'\u0335\u0321'.repeat(20)}!`).length, 4)
    assert.equal(readable(`z${'\u0335\u200d\u034f'.repeat(20)}!`).length, 4)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = readable(text)
        assert.equal(readable(once), once)
        assert.doesNotMatch(once, /[\n\r\t\u202a-\u202e\u2066-\u2069]|^\s|\s$/)
      }),
    )
  })
})
