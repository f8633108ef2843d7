interface Stored {
  sha256: string
  recipe: string
  widths: string
  width: number
  height: number
}

/** Where the derivatives of a photo stand, below data/www and on the web alike. */
export const derivativePath = (sha256: string, recipe: string, width: number, format: 'jpg' | 'webp') =>
  `media/${sha256.slice(0, 2)}/${sha256}/${recipe}-${width}.${format}`

/** What <picture> needs: the srcsets, the widest JPEG and its size in pixels. */
export function photoSources(photo: Stored) {
  const widths = JSON.parse(photo.widths) as number[]
  const srcset = (format: 'jpg' | 'webp') =>
    widths.map((w) => `/${derivativePath(photo.sha256, photo.recipe, w, format)} ${w}w`).join(', ')
  const widest = widths.at(-1)!
  return {
    webp: srcset('webp'),
    jpg: srcset('jpg'),
    src: `/${derivativePath(photo.sha256, photo.recipe, widest, 'jpg')}`,
    small: `/${derivativePath(photo.sha256, photo.recipe, widths[0]!, 'jpg')}`,
    width: widest,
    height: Math.round((photo.height * widest) / photo.width),
  }
}
