import { join } from 'node:path'
import { send } from '@koa/send'
import { config } from '../config.ts'
import type { Context, Middleware } from './context.ts'

const FOREVER = 'public, max-age=31536000, immutable'
const ROOTS = { static: join(config.root, 'static'), media: config.media }

/** Serves /static and /media where no Nginx stands in front. Only a URL that names its content is kept for ever. */
export const files: Middleware = (ctx, next) => {
  const [, folder, path] = /^\/(static|media)\/(.+)$/.exec(ctx.path) ?? []
  if (!folder || !path || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
  return serve(ctx, folder as keyof typeof ROOTS, path)
}

async function serve(ctx: Context, folder: keyof typeof ROOTS, path: string): Promise<void> {
  const found = await send(ctx as never, path, { root: ROOTS[folder] }).catch(() => undefined)
  if (!found) return
  ctx.set('Cache-Control', folder === 'media' || ctx.query.v ? FOREVER : 'public, max-age=300')
  // When a picture was made may tell what it shows: the starter content is made in the order of its names.
  if (folder === 'media') ctx.remove('Last-Modified')
}
