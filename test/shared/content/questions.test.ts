import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, byName, categories, countries, fold, type Question, questions, template } from './load.ts'

test('there are enough questions of each category, and not two with the same key', () => {
  assert.ok(questions.length >= 5000, String(questions.length))
  assert.equal(new Set(questions.map((q) => q.key)).size, questions.length)
  for (const { slug, name } of categories) {
    const count = questions.filter((q) => q.category === slug).length
    assert.ok(count >= (slug === 'tutorial' ? 4 : 100), `${name} has ${count} questions`)
  }
  const slugs = categories.map((c) => c.slug)
  all(questions, (q) => slugs.includes(q.category))
})

test('every question has what the game needs', () => {
  all(
    questions,
    (q) => q.answer === 0 && q.sorted === false && Number.isInteger(q.value) && q.value >= 1 && q.value <= 5,
  )
  all(questions, (q) => q.seconds === seconds(q))
  all(
    questions,
    (q) => q.text.endsWith('?') && q.text.length < 120 && q.alternatives.every((a) => a.length < 60),
  )
})

function seconds({ category, photos = [] }: Question): number {
  if (category === 'tutorial') return 20
  return photos.length === 4 ? 15 : photos.length > 0 ? 13 : 10
}

test('the values are 2.5 on average and alike in all categories, so that pay is as planned', () => {
  const generated = questions.filter((q) => q.category !== 'tutorial')
  assert.ok(Math.abs(mean(generated) - 2.5) < 0.15, String(mean(generated)))
  for (const { slug } of categories.filter((c) => c.slug !== 'tutorial')) {
    const value = mean(generated.filter((q) => q.category === slug))
    assert.ok(value > 2 && value < 3.2, `${slug} ${value}`)
  }
})

function mean(list: Question[]): number {
  return list.reduce((sum, q) => sum + q.value, 0) / list.length
}

test('12: four alternatives, distinct after folding case and accents', () => {
  all(questions, (q) => q.alternatives.length === 4 && new Set(q.alternatives.map(fold)).size === 4)
  all(questions, (q) => q.alternatives.every((a) => fold(a) !== ''))
})

const COUNTRY_ANSWERS =
  'border no-border between largest larger smaller inland coast outline outline-name flag flag-name country-of-city ' +
  'country-of-capital country-in-part country-called country-with-own-name country-with-language ' +
  'country-without-language country-of-demonym currency-user country-of-code landmark-country most-people ' +
  'fewest-people densest'
const KINDS: Record<string, RegExp> = {
  'currency-code': /^[A-Z]{3}$/,
  'airport-code': /^[A-Z]{3}$/,
  course: /^(North|East|South|West)$/,
  clock: /^\d\d:\d\d$/,
  distance: /^[\d,]+ km \([\d,]+ miles\)$/,
  population: /^[\d,.]+( million| billion)?$/,
}

test('12: the four alternatives are of one kind', () => {
  for (const name of COUNTRY_ANSWERS.split(' '))
    all(template(name), (q) => q.alternatives.every((a) => byName.has(a)))
  for (const [name, kind] of Object.entries(KINDS))
    all(template(name), (q) => q.alternatives.every((a) => kind.test(a)))
  const inWords =
    'capital capital-at-home city-in city-not-in nearest latitude airport-city city-people town-people'
  all(template(...inWords.split(' ')), (q) => q.alternatives.every((a) => /^\p{Lu}[^\d]+$/u.test(a)))
})

test('12: nothing is asked twice with the same four answers', () => {
  const stems = questions.map((q) =>
    [q.text, ...q.alternatives.toSorted(), q.photos?.length === 1 && q.photos[0]].join('|'),
  )
  assert.equal(new Set(stems).size, stems.length)
})

/** Folded word by word, so that no answer is found across two of them. */
const words = (text: string) => {
  const folded = text.split(/[\s-]+/).map(fold)
  return folded.join(' ')
}

test('no question holds its own answer', () => {
  const inWords = questions.filter((q) => q.photos?.length !== 4)
  all(inWords, (q) => !words(q.text).includes(words(q.alternatives[0]!)))
})

test('every question has a source and the dates of its truth', () => {
  all(questions, (q) => q.source.length > 10 && q.source.includes('https://'))
  all(questions, (q) => /^\d{4}-\d\d-\d\d$/.test(q.sourceDate) && /^\d{4}-\d\d-\d\d$/.test(q.verifyBy))
  all(questions, (q) => q.verifyBy > q.sourceDate)
})

test('"did you know" teaches something: it is a sentence, and not the question with its answer again', () => {
  all(
    questions,
    (q) => q.didYouKnow.length > 30 && q.didYouKnow.length < 320 && q.didYouKnow.trim().endsWith('.'),
  )
  all(template('capital', 'country-of-capital'), (q) => !/is the capital of/.test(q.didYouKnow))
  all(template('currency', 'currency-user'), (q) => fold(q.didYouKnow) !== fold(q.text))
})

test('names take their article, and no sentence has a slip of the pen', () => {
  for (const { text, didYouKnow, key } of questions) {
    for (const sentence of [text, didYouKnow]) {
      assert.doesNotMatch(
        sentence,
        / {2}|undefined|null|NaN|\bthe the\b|(?<!\p{L})a [aeio]|(?<![\p{L}'’])an [^aeiouAEIOUhFLMNRSX*]| ,|\.\./u,
        key,
      )
    }
    for (const country of countries.filter((c) => c.article)) {
      const bare = new RegExp(`(?<![Tt]he )(?<!Democratic )\\b${country.name}\\b`)
      assert.doesNotMatch(text.replace(/^Which of these countries uses.*/, ''), bare, key)
    }
  }
})

test('7: a number of people is told with its year', () => {
  all(questions, (q) => !/people live in/.test(q.didYouKnow) || /\b20\d\d\b/.test(q.didYouKnow))
})

test('10: names that are easily mistaken for each other never stand together', () => {
  const twins = [
    ['CD', 'CG'],
    ['KP', 'KR'],
    ['NE', 'NG'],
    ['SD', 'SS'],
    ['DM', 'DO'],
  ]
  const named = (q: Question) => [q.subject.country, ...q.alternatives.map((a) => byName.get(a)?.iso2)]
  all(
    questions.filter((q) => q.alternatives.every((name) => byName.has(name))),
    (q) => twins.every((names) => !names.every((n) => named(q).includes(n))),
  )
})
