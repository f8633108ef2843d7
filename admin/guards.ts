import { Forbidden } from '../shared/errors.ts'
import { isAdmin, isEditor } from '../shared/rules/roles.ts'
import type { Middleware } from '../shared/web/context.ts'

/** Stands before every door to people. */
export const requireAdmin: Middleware = async (ctx, next) => {
  if (!isAdmin(ctx.player)) throw new Forbidden('People are looked after by admins.')
  await next()
}

/** Stands before what is the world’s and no country’s. */
export const requireEditor: Middleware = async (ctx, next) => {
  if (!isEditor(ctx.player)) throw new Forbidden('This is looked after by editors.')
  await next()
}
