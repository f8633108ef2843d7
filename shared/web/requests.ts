import { randomUUID } from 'node:crypto'
import { log } from '../log.ts'
import type { Context, Middleware } from './context.ts'
import { noteRequest } from './measures.ts'

/** Gives each request its id (Nginx's, when it came through Nginx) and its arrival time, logs its end and notes how long it took. */
export const requests =
  (clock: () => number): Middleware =>
  async (ctx, next) => {
    const begun = performance.now()
    // Asked for now: a request that breaks off has no address any more.
    const { ip } = ctx
    const given = ctx.get('x-request-id')
    ctx.now = clock()
    ctx.requestId = /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    ctx.res.setHeader('x-request-id', ctx.requestId)
    try {
      await next()
    } finally {
      const taken = performance.now() - begun
      noteRequest(ctx.method, routeOf(ctx), ctx.status, taken)
      log.info({
        requestId: ctx.requestId,
        method: ctx.method,
        path: ctx.path.replace(/(\/password-links\/).+/, '$1…'),
        status: ctx.status,
        ms: Math.round(taken * 10) / 10,
        ip,
        player: ctx.visitor?.id,
      })
    }
  }

const OWN = /^\/(?:static|media|healthz|metrics)(?=\/|$)/

/** The pattern of the door that was found. An address itself is no name for what many ask: there is no end of them. */
const routeOf = (ctx: Context) => ctx.routerPath ?? OWN.exec(ctx.path)?.[0] ?? 'none'
