import Koa from 'koa'
import { schemaProblem } from '../db/schema.ts'
import { log } from '../log.ts'
import { body, type Uploads } from './body.ts'
import type { Context, Middleware, Services } from './context.ts'
import { csrf, csrfOf } from './csrf.ts'
import { errors } from './errors.ts'
import { files } from './files.ts'
import { securityHeaders } from './headers.ts'
import { metrics } from './metrics.ts'
import { requests } from './requests.ts'
import { isLeaving } from './server.ts'
import { playerOf, session } from './sessions.ts'
import { createViews } from './views.ts'

/** The stack both groups stand on, in the order a request goes through it. */
export function createStack(
  services: Services,
  { group, uploads = { mayUpload: () => false } }: { group: 'app' | 'admin'; uploads?: Uploads },
) {
  const app = new Koa<object, Context>({ proxy: true, maxIpsCount: 1 })
  const render = createViews(group)
  Object.assign(app.context, { db: services.db, write: services.write, clock: services.clock })
  app.context.render = function (this: Context, view: string, data?: object) {
    render(this, view, data)
  }
  lend(app.context, 'player', playerOf)
  lend(app.context, 'csrf', csrfOf)
  app.on('error', (error) => log.warn({ code: error.code, message: error.message }, 'connection lost'))
  const stack: Middleware[] = [
    requests(services.clock),
    securityHeaders,
    errors,
    files,
    health,
    metrics,
    session,
    body(uploads),
    csrf,
  ]
  for (const step of stack) app.use(step as Koa.Middleware<object, Context>)
  return app
}

/**
 * Gives all contexts one getter. One of its own gives each a shape of its own as well, which V8 keeps, and the whole request
 * with it, until it collects the old generation: a scavenge took 10 ms instead of 1.
 */
function lend(context: object, name: string, get: (ctx: Context) => unknown): void {
  Object.defineProperty(context, name, {
    get(this: Context) {
      return get(this)
    },
  })
}

/** Says whether this process can serve. Its templates are compiled before it listens. */
const health: Middleware = (ctx, next) => (ctx.path === '/healthz' ? sayHealth(ctx) : next())

async function sayHealth(ctx: Context): Promise<void> {
  const problem = isLeaving() ? 'This process is leaving.' : await schemaProblem(ctx.db).catch(silent)
  ctx.status = problem ? 503 : 200
  ctx.body = `${problem ?? 'ok'}\n`
}

function silent(error: Error): string {
  log.error({ err: error }, 'the database does not answer')
  return 'The database does not answer.'
}
