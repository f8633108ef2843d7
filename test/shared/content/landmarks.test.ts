import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { byCode, folder, landmarks, questions } from './load.ts'

test('ten landmarks, each with a file, a photographer, a free licence and two questions', () => {
  assert.equal(landmarks.length, 10)
  for (const landmark of landmarks) {
    assert.ok(existsSync(new URL(`landmarks/${landmark.file}`, folder)), landmark.file)
    assert.ok(landmark.author && landmark.source.startsWith('https://'), landmark.file)
    assert.match(landmark.licence, /^(Public Domain|CC0-1\.0)$/)
    const asked = questions.filter((q) => q.photos?.[0] === `landmarks/${landmark.file}`)
    assert.deepEqual(
      asked.map((q) => q.alternatives[0]),
      [landmark.title, byCode.get(landmark.country)!.name],
    )
  }
})

test('what a photo is described as does not give away its name, its place or its country', () => {
  for (const { file, alt, title, place, country } of landmarks) {
    const hints = `${title} ${place} ${byCode.get(country)!.name}`
      .split(/[\s-]+/)
      .filter((word) => !/^(of|the|at|near|region|states?|united)$/i.test(word))
    for (const hint of hints) assert.doesNotMatch(alt, new RegExp(`\\b${hint}\\b`, 'i'), `${file}: ${hint}`)
    assert.ok(alt.length > 40 && alt.endsWith('.'), file)
  }
})
