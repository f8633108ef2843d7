import { givesAway } from './questions.ts'

interface Photo {
  alt: string
  author: string
  licence: string
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
  const pictures = arePictures(photos, alternatives) ? shuffle.map((index) => photos[index]!) : []
  const shown = pictures.length > 0 ? [] : photos.slice(0, 1)
  return {
    shown: hidden(shown, alternatives, () => 'The photo of this question')[0],
    pictures: hidden(pictures, alternatives, (place) => `Picture ${place}`),
    credits: creditsOf([...shown, ...pictures]).filter((credit) => !saysOne(credit, alternatives)),
  }
}

/** The photos once the answer is in: the one that was `shown`, the `pictures` in the order of the alternatives, and the `later` ones that come with the result. */
export function photosAfter<P extends Photo>(photos: readonly P[], alternatives: readonly string[]) {
  if (arePictures(photos, alternatives)) return { shown: undefined, pictures: photos, later: [] }
  return { shown: photos[0], pictures: [], later: photos.slice(1) }
}

/** Who made the photos, each once, in an order that tells nothing. */
export const creditsOf = (photos: readonly Photo[]): string[] =>
  [...new Set(photos.map(({ author, licence }) => `${author}, ${licence}`))].sort()

/** All alts or none: one neutral alt among four that describe would stand out. */
function hidden<P extends Photo>(
  photos: readonly P[],
  alternatives: readonly string[],
  neutral: (place: number) => string,
): P[] {
  const keep = photos.every(({ alt }) => alt !== '' && !saysOne(alt, alternatives))
  return photos.map((photo, i) => (keep ? photo : { ...photo, alt: neutral(i + 1) }))
}

const saysOne = (text: string, alternatives: readonly string[]) =>
  alternatives.some((_, answer) => givesAway(text, { alternatives, answer }))
