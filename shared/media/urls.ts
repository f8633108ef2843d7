interface Stored {
  sha256: string
  recipe: string
  widths: string
  width: number
  height: number
}

/** The store's key of an original. */
export const originalKey = (sha256: string) => `originals/${sha256.slice(0, 2)}/${sha256}`

/** How the keys of all derivatives of a photo begin that were made by one recipe. */
export const derivativesKey = (sha256: string, recipe: string) =>
  `media/${sha256.slice(0, 2)}/${sha256}/${recipe}`

/** The key of one derivative, which is its address on the web as well. `name` is its width, or `thumb`. */
export const derivativeKey = (
  { sha256, recipe }: Pick<Stored, 'sha256' | 'recipe'>,
  name: number | string,
  format: 'jpg' | 'webp',
) => `${derivativesKey(sha256, recipe)}-${name}.${format}`

/** The keys of all files a photo must have. */
export function keysOf(photo: Stored): string[] {
  const widths = JSON.parse(photo.widths) as number[]
  const sized = widths.flatMap((w) => [derivativeKey(photo, w, 'jpg'), derivativeKey(photo, w, 'webp')])
  return [originalKey(photo.sha256), ...sized, derivativeKey(photo, 'thumb', 'jpg')]
}

/** The key of one of a detective's frames. */
export const frameKey = (name: string) => `media/frames/${name.slice(0, 2)}/${name}.webp`

const HASH = '[0-9a-f]'
const OURS = [
  `(?<note>originals/(?<a>${HASH}{2})/(?<sha256>\\k<a>${HASH}{62}))`,
  `(?<note>media/(?<b>${HASH}{2})/(?<sha256>\\k<b>${HASH}{62})/(?:${HASH}{8}){1,2})-(?:[1-9]\\d*|thumb)\\.(?:jpg|webp)`,
  `(?<note>media/frames/(?<c>${HASH}{2})/(?<frame>\\k<c>${HASH}{30})\\.webp)`,
].map((form) => new RegExp(`^${form}$`))

/** What a key speaks of: its original or its frame, and what it is noted by as a leftover. Undefined when it is none of ours. */
export function readKey(key: string): { note: string; sha256?: string; frame?: string } | undefined {
  for (const form of OURS) {
    const found = form.exec(key)?.groups
    if (found) return { note: found.note!, sha256: found.sha256, frame: found.frame }
  }
}

/** What <picture> needs: the srcsets, the widest JPEG and its size in pixels; and the thumb, cut around the focal point. */
export function photoSources(photo: Stored) {
  const widths = JSON.parse(photo.widths) as number[]
  const srcset = (format: 'jpg' | 'webp') =>
    widths.map((w) => `/${derivativeKey(photo, w, format)} ${w}w`).join(', ')
  const widest = widths.at(-1)!
  return {
    webp: srcset('webp'),
    jpg: srcset('jpg'),
    src: `/${derivativeKey(photo, widest, 'jpg')}`,
    small: `/${derivativeKey(photo, widths[0]!, 'jpg')}`,
    thumb: `/${derivativeKey(photo, 'thumb', 'jpg')}`,
    width: widest,
    height: Math.round((photo.height * widest) / photo.width),
  }
}
