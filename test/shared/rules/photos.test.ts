import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  creditsOf,
  isSeen,
  lacking,
  photoProblem,
  photosUnfit,
  tells,
  turnFocal,
} from '../../../shared/rules/photos.ts'

const percent = fc.integer({ min: 0, max: 100 })
const quarter = fc.constantFrom(0, 90, 180, 270)
const photo = { title: 'Quay', alt: 'Ships', author: 'Ada', licence: 'CC0' }

describe('The focal point of a picture that is turned', () => {
  test('goes from the left to the top with a turn to the right', () => {
    assert.deepEqual(turnFocal({ x: 0, y: 50 }, 90), { x: 50, y: 0 })
    assert.deepEqual(turnFocal({ x: 0, y: 50 }, 270), { x: 50, y: 100 })
  })

  test('stays in the picture, and is where it was after a whole turn in any steps', () => {
    fc.assert(
      fc.property(percent, percent, quarter, (x, y, degrees) => {
        const turned = turnFocal({ x, y }, degrees)
        assert.ok([turned.x, turned.y].every((one) => one >= 0 && one <= 100))
        assert.deepEqual(turnFocal(turned, (360 - degrees) % 360), { x, y })
      }),
    )
  })
})

describe('What a photo lacks before players see it', () => {
  test('is an alternative text, an author or a licence, and nothing else', () => {
    assert.equal(photoProblem(photo), undefined)
    fc.assert(
      fc.property(fc.subarray(['alt', 'author', 'licence'] as const), (gone) => {
        const bare = { ...photo, ...Object.fromEntries(gone.map((field) => [field, ''])) }
        assert.deepEqual(
          lacking(bare).map(({ field }) => field),
          gone,
        )
        assert.equal(photoProblem(bare) === undefined, gone.length === 0)
      }),
    )
    assert.equal(
      photoProblem({ ...photo, alt: '', licence: '' }),
      '“Quay” still needs an alternative text and a licence.',
    )
    assert.match(
      photoProblem({ ...photo, alt: '', author: '', licence: '' })!,
      /text, an author and a licence\./,
    )
  })

  test('keeps each photo of a question from being published, the later one as well', () => {
    const bare = { ...photo, title: 'Mole', author: '' }
    assert.equal(photosUnfit([photo, bare], ['A', 'B']), '“Mole” still needs an author.')
    assert.equal(photosUnfit([photo, photo], ['A', 'B']), undefined)
    assert.equal(photosUnfit([], ['A', 'B']), undefined)
  })
})

describe('Words of a photo that say an alternative', () => {
  test('are found by field, whatever their case and accents', () => {
    assert.deepEqual(tells({ ...photo, alt: 'On the SEINE' }, ['Loire', 'Seine']), ['alt'])
    assert.deepEqual(tells({ ...photo, author: 'Club Rhone' }, ['Rhône', 'Seine']), ['author'])
    assert.deepEqual(tells(photo, ['Adana', 'Shipston']), [])
  })

  test('count where they are seen before the answer: the first photo, or all four', () => {
    const telling = { ...photo, author: 'Loire' }
    const at = (position: number, photos: number) =>
      Array.from({ length: photos }, (_, i) => (i === position ? telling : photo))
    for (const [photos, position] of [
      [1, 0],
      [2, 0],
      [2, 1],
      [4, 0],
      [4, 3],
    ] as const) {
      const found = photosUnfit(at(position, photos), ['Loire', 'Seine'])
      assert.equal(found !== undefined, isSeen(position, photos), `${position} of ${photos}`)
    }
    assert.equal(isSeen(1, 2), false)
    assert.equal(isSeen(3, 4), true)
  })
})

describe('The credits of photos', () => {
  test('name each author once, and leave away what nobody has written yet', () => {
    const one = { author: 'Ada', licence: 'CC0' }
    assert.deepEqual(creditsOf([one, { ...one, author: 'Abe' }, one]), ['Abe, CC0', 'Ada, CC0'])
    assert.deepEqual(
      creditsOf([
        { ...one, licence: '' },
        { ...one, author: '' },
      ]),
      ['Ada', 'CC0'],
    )
    assert.deepEqual(creditsOf([{ author: '', licence: '' }]), [])
  })
})
