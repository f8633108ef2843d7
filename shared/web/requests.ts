import { randomUUID } from 'node:crypto'
import { log } from '../log.ts'
import type { Middleware } from './context.ts'

/** Gives each request its id (Nginx's, when it came through Nginx) and its arrival time, and logs its end. */
export const requests =
  (clock: () => number): Middleware =>
  async (ctx, next) => {
    const begun = performance.now()
    // Asked for now: a request that breaks off has no address any more.
    const { ip } = ctx
    const given = ctx.get('X-Request-Id')
    ctx.now = clock()
    ctx.requestId = /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    ctx.set('X-Request-Id', ctx.requestId)
    try {
      await next()
    } finally {
      const ms = Math.round((performance.now() - begun) * 10) / 10
      log.info({
        requestId: ctx.requestId,
        method: ctx.method,
        path: ctx.path.replace(/(\/password-links\/).+/, '$1…'),
        status: ctx.status,
        ms,
        ip,
        player: ctx.visitor?.id,
      })
    }
  }
