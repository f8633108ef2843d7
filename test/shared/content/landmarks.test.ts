import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, byCode, byName, fold, landmarks, places, questions, radians, template } from './load.ts'

const KM = 6371.0088
const site = (file: string) => {
  const photo = landmarks.find((landmark) => landmark.file === file)
  return places.find((place) => place.name === photo?.place) ?? assert.fail(`${file} is at no place`)
}
const tour = questions.filter((q) => q.category === 'tour-guide')

test('sixty photographs, each with a photographer, a free licence and two or three questions', () => {
  assert.equal(landmarks.length, 60)
  for (const { file, title, author, licence, source } of landmarks) {
    assert.ok(file.startsWith('landmarks/') && author && source.startsWith('https://'), file)
    assert.match(licence, /^(Public domain|CC0)$/, file)
    const [name, country, ...more] = tour.filter((q) => q.photos![0] === file).map((q) => q.alternatives[0])
    assert.deepEqual([name, country], [title, byCode.get(site(file).country)!.name])
    assert.ok(more.length < 2, file)
  }
})

test('places are countries’ own, each named once, and none is without a photograph', () => {
  assert.equal(new Set(places.map((place) => fold(place.name))).size, places.length)
  assert.deepEqual(
    [...new Set(landmarks.map((photo) => photo.place))].toSorted(),
    places.map((place) => place.name).toSorted(),
  )
  for (const { name, country, lat, lng } of places) {
    assert.ok(byCode.has(country) && Math.abs(lat) <= 90 && Math.abs(lng) <= 180, name)
    assert.ok(Number.isFinite(lat) && Number.isFinite(lng), name)
    assert.ok(radians({ lat, lng }, byCode.get(country)!) * KM < 4500, name)
  }
})

test('of two photographs of one place neither asks what the other tells', () => {
  const told = tour.map((q) => q.didYouKnow)
  assert.equal(new Set(told).size, tour.length)
  assert.ok(new Set(landmarks.map((photo) => photo.place)).size < landmarks.length)
})

test('no name of a landmark in the pictures is offered as a wrong one beside its own', () => {
  all(template('landmark'), (q) => {
    const own = q.alternatives[0]!
    return q.alternatives
      .slice(1)
      .every((name) => !fold(name).includes(fold(own)) && !fold(own).includes(fold(name)))
  })
  all(template('landmark-country'), (q) => q.alternatives.every((name) => byName.has(name)))
})

test('a landmark is asked about everywhere, and it is known in which country it stands', () => {
  all(tour, (q) => q.subject.landmark === true && q.subject.country === site(q.photos![0]!).country)
})

const EMPTY = /^(of|the|at|near|an?|in|and|world|states?|united|emperor|wife|who|man)$/i

test('what a photo is described as gives away no answer', () => {
  for (const { file, alt } of landmarks) {
    const answers = tour.filter((q) => q.photos![0] === file).map((q) => q.alternatives[0]!)
    const hints = answers
      .flatMap((answer) => answer.split(/[\s’'-]+/))
      .filter((word) => !EMPTY.test(word) && word.length > 1)
    for (const hint of hints) assert.doesNotMatch(alt, new RegExp(`\\b${hint}\\b`, 'i'), `${file}: ${hint}`)
    assert.ok(alt.length > 40 && alt.endsWith('.'), file)
  }
})
