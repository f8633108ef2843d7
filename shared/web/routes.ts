import Router from '@koa/router'
import { NotFound } from '../errors.ts'
import type { Context, Handler, Middleware } from './context.ts'

/** The doors of one feature: method, path, handler. A feature file opens with its table. */
export type Routes = ['GET' | 'POST', string, Handler][]

/** Middleware that serves `tables`, each request of theirs first going through `guard`. */
export function serve(tables: Routes[], guard?: Middleware): Middleware {
  const router = new Router()
  for (const [method, path, handler] of tables.flat()) {
    const steps = (guard ? [guard, handler] : [handler]) as unknown as Parameters<typeof router.register>[2]
    router.register(path, method === 'GET' ? ['GET', 'HEAD'] : [method], steps)
  }
  return router.routes() as unknown as Middleware
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
