import { isLocked } from '../db/connection.ts'
import { PublicError, type Way } from '../errors.ts'
import { log } from '../log.ts'
import type { Context, Middleware } from './context.ts'
import { noRoom } from './disk.ts'

/** The one place where errors become pages: what was meant for the person is said, all else is logged and a plain 500. */
export const errors: Middleware = async (ctx, next) => {
  try {
    await next()
    if (ctx.status === 404 && !ctx.body) show(ctx, 404, 'There is nothing at this address.')
  } catch (error) {
    if (error instanceof PublicError) return show(ctx, error.status, error.message, error.way)
    log.error({ err: error, requestId: ctx.requestId }, 'request failed')
    if (isLocked(error)) return busy(ctx)
    const full = noRoom(error)
    if (full) return show(ctx, full.status, full.message)
    show(ctx, 500, 'Something broke on our side. It has been written down; nothing of yours was changed.')
  }
}

function busy(ctx: Context): void {
  ctx.set('Retry-After', '2')
  show(
    ctx,
    503,
    'This was not taken: something else is being saved. Nothing is lost, press the button again.',
  )
}

/** Whether a script of ours asks: a browser that goes to a page wants HTML. */
export const wantsJson = (ctx: Context) => ctx.accepts('html', 'json') === 'json'

/** As a page; for our own scripts, which ask for JSON, as the sentence alone. */
function show(ctx: Context, status: number, message: string, way?: Way): void {
  ctx.status = status
  if (wantsJson(ctx)) {
    ctx.body = { message }
    return
  }
  const fields = Object.entries(ctx.form ?? {}).filter(([name]) => name !== 'csrf')
  const retry = status === 503 && !fields.some(([name]) => name.includes('password')) ? fields : undefined
  ctx.render('errors/error', { status, message, retry, way, sent: ctx.method === 'POST' })
  ctx.status = status
}
