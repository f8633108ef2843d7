import Router from '@koa/router'
import { NotFound } from '../errors.ts'
import type { Context, Handler, Middleware } from './context.ts'

/** The doors of one feature: method, path, handler. A feature file opens with its table. */
export type Routes = ['GET' | 'POST', string, Handler][]

/**
 * Middleware that serves `tables`, each request of theirs first going through `guard`. A router tries all its paths, which
 * took longer than the rest of the way to a handler, so there is one for each first word of a path.
 */
export function serve(tables: Routes[], guard?: Middleware): Middleware {
  const routers = new Map<string, Router>()
  for (const [method, path, handler] of tables.flat()) {
    const router = routers.get(firstWord(path)) ?? new Router()
    routers.set(firstWord(path), router)
    const steps = (guard ? [guard, handler] : [handler]) as unknown as Parameters<typeof router.register>[2]
    router.register(path, method === 'GET' ? ['GET', 'HEAD'] : [method], steps)
  }
  const served = new Map(
    [...routers].map(([word, router]) => [word, router.routes() as unknown as Middleware]),
  )
  return (ctx, next) => served.get(firstWord(ctx.path))?.(ctx, next) ?? next()
}

/** "cities" of /cities/paris; a router does not mind capitals. */
function firstWord(path: string): string {
  const end = path.indexOf('/', 1)
  return path.slice(1, end === -1 ? undefined : end).toLowerCase()
}

/** The number in the path's place `name`; NotFound when it is none. */
export function idParam(ctx: Context, name = 'id'): number {
  const text = ctx.params[name] ?? ''
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound()
  return Number(text)
}

/** The row a page of a list begins after, newest first: `?before=` its number; without one, or with nonsense, the newest. */
export function beforeOf(ctx: Context): number {
  const { before } = ctx.query
  return typeof before === 'string' && /^\d{1,15}$/.test(before) ? Number(before) : Number.MAX_SAFE_INTEGER
}
