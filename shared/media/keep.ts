import type { Photo } from './pipeline.ts'
import { put } from './store.ts'
import { derivativeKey, originalKey } from './urls.ts'

/** Keeps the original that stands at `path`, for us alone, and the derivatives, for the web. */
export async function keep(photo: Photo, path: string): Promise<void> {
  const derivatives = photo.derivatives.map(({ name, format, bytes }) =>
    put(derivativeKey(photo, name, format), bytes),
  )
  // All have come to their end, so that nothing is written any more when one of them failed.
  const ended = await Promise.allSettled([put(originalKey(photo.sha256), { path }), ...derivatives])
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}
