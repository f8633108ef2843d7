import { isLocked } from '../db/connection.ts'
import { PublicError, type Way } from '../errors.ts'
import { log } from '../log.ts'
import type { Context, Middleware } from './context.ts'
import { noRoom } from './disk.ts'

/** Of what was right and could not be done now. */
const NOT_TAKEN = new Set([503, 507])

/** The one place where errors become pages: what was meant for the person is said, all else is logged and a plain 500. */
export const errors: Middleware = async (ctx, next) => {
  try {
    await next()
    if (ctx.status === 404 && !ctx.body) show(ctx, 404, 'There is nothing at this address.')
  } catch (error) {
    if (error instanceof PublicError) return show(ctx, error.status, error.message, error.way)
    log.error({ err: error, requestId: ctx.requestId }, 'request failed')
    if (isLocked(error)) return notTaken(ctx, 503, 'something else is being saved')
    const full = noRoom(error)
    if (full && ctx.files?.length) return show(ctx, full.status, full.message)
    if (full) return notTaken(ctx, full.status, 'the disk of the server is full')
    show(ctx, 500, 'Something broke on our side. It has been written down; nothing of yours was changed.')
  }
}

function notTaken(ctx: Context, status: number, why: string): void {
  ctx.set('Retry-After', '2')
  const again = fieldsToSendAgain(ctx) ? 'Nothing is lost, press the button again.' : 'Please send it again.'
  show(ctx, status, `This was not taken: ${why}. ${again}`)
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
  const retry = NOT_TAKEN.has(status) ? fieldsToSendAgain(ctx) : undefined
  ctx.render('errors/error', { status, message, retry, way, sent: ctx.method === 'POST' })
  ctx.status = status
}

/** All that was typed, for a button that sends it again; undefined when it holds what a page must not: a password, or a file. */
function fieldsToSendAgain({ form = {}, files = [], method }: Context) {
  const fields = Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  if (method !== 'POST' || files.length > 0 || fields.some(([name]) => name!.includes('password'))) return
  return fields.filter(([name]) => name !== 'csrf')
}
