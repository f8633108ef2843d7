import { saysOneOf } from './questions.ts'

interface Photo {
  alt: string
  author: string
  licence: string
}

const NEEDED = { alt: 'an alternative text', author: 'an author', licence: 'a licence' } as const

/** What a photo still lacks before players may see it: by field, in words. */
export const lacking = (photo: Photo) =>
  (Object.keys(NEEDED) as (keyof typeof NEEDED)[])
    .filter((field) => photo[field] === '')
    .map((field) => ({ field, what: NEEDED[field] }))

const list = new Intl.ListFormat('en-GB')

/** Why a photo may not be shown to players: a sentence; undefined when it may. */
export function photoProblem(photo: Photo & { title: string }): string | undefined {
  const missing = lacking(photo).map(({ what }) => what)
  if (missing.length > 0) return `“${photo.title}” still needs ${list.format(missing)}.`
}

/** Why a question with these photos may not be published: sentences; undefined when it may. */
export function photosUnfit(
  photos: readonly (Photo & { title: string })[],
  alternatives: readonly string[],
): string | undefined {
  const telling = photos.filter(
    (photo, i) => isSeen(i, photos.length) && tells(photo, alternatives).includes('author'),
  )
  const sentences = [
    ...photos.flatMap((photo) => photoProblem(photo) ?? []),
    ...telling.map(
      ({ title }) =>
        `The author of “${title}” says one of the alternatives, and the name is inside the file players get.`,
    ),
  ]
  return sentences.length > 0 ? sentences.join(' ') : undefined
}

/** Whether the photo at this position, counted from 0, of so many is seen while the question is open. */
export const isSeen = (position: number, photos: number) => position === 0 || photos === 4

/** Which words of a photo say one of the alternatives: the alternative text, which is read out, and the author, whose name is inside its files. */
export function tells(photo: Photo, alternatives: readonly string[]) {
  const says = saysOneOf(alternatives)
  return (['alt', 'author'] as const).filter((field) => says(photo[field]))
}

/** A focal point, in per cent from the left and from the top, after the picture is turned clockwise by so many degrees. */
export function turnFocal({ x, y }: { x: number; y: number }, degrees: number): { x: number; y: number } {
  return degrees === 0 ? { x, y } : turnFocal({ x: 100 - y, y: x }, degrees - 90)
}

/** With four photos to four alternatives the photos are the alternatives. */
const arePictures = (photos: readonly unknown[], alternatives: readonly string[]) =>
  photos.length === 4 && alternatives.length === 4

/** What is seen of a question's photos while it is open: the first one (`shown`), or all as `pictures` in the order of `shuffle`. No alt and no credit says an alternative. */
export function photosBefore<P extends Photo>(
  photos: readonly P[],
  alternatives: readonly string[],
  shuffle: readonly number[],
) {
  if (photos.length === 0) return { shown: undefined, pictures: [], credits: [] }
  const pictures = arePictures(photos, alternatives) ? shuffle.map((index) => photos[index]!) : []
  const shown = pictures.length > 0 ? [] : photos.slice(0, 1)
  const says = saysOneOf(alternatives)
  return {
    shown: hidden(shown, says, () => 'The photo of this question')[0],
    pictures: hidden(pictures, says, (place) => `Picture ${place}`),
    credits: creditsOf([...shown, ...pictures]).filter((credit) => !says(credit)),
  }
}

/** The photos once the answer is in: the one that was `shown`, the `pictures` in the order of the alternatives, and the `later` ones that come with the result. */
export function photosAfter<P extends Photo>(photos: readonly P[], alternatives: readonly string[]) {
  if (arePictures(photos, alternatives)) return { shown: undefined, pictures: photos, later: [] }
  return { shown: photos[0], pictures: [], later: photos.slice(1) }
}

/** Who made the photos, each once, in an order that tells nothing; what nobody has written yet is left away. */
export const creditsOf = (photos: readonly Pick<Photo, 'author' | 'licence'>[]): string[] =>
  [...new Set(photos.map(({ author, licence }) => [author, licence].filter(Boolean).join(', ')))]
    .filter(Boolean)
    .sort()

/** All alts or none: one neutral alt among four that describe would stand out. */
function hidden<P extends Photo>(
  photos: readonly P[],
  says: (text: string) => boolean,
  neutral: (place: number) => string,
): P[] {
  const keep = photos.every(({ alt }) => alt !== '' && !says(alt))
  return photos.map((photo, i) => (keep ? photo : { ...photo, alt: neutral(i + 1) }))
}
