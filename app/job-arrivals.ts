import { createHmac, timingSafeEqual } from 'node:crypto'
import * as secrets from '../shared/db/secrets.ts'
import type { Context } from '../shared/web/context.ts'

/**
 * The clock of an answer that could not be taken stands. Where there is no room to write that down the form carries
 * it, which is shown again: when the answer came, and a proof that we said so of this option of this question.
 */
const FIELD = 'arrived'

async function proof(ctx: Context, at: number): Promise<Buffer> {
  const { slot, option } = ctx.form
  const answer = JSON.stringify([ctx.player.id, ctx.params.id, slot, option, at])
  return createHmac('sha256', await secrets.byName(ctx.db, 'arrivals'))
    .update(answer)
    .digest()
}

/** When the answer in the form was given, in ms: when it was first sent, if we noted that it was. */
export async function arrivalOf(ctx: Context): Promise<number> {
  const [, at = '', given = ''] = /^(\d{1,15})\.([\w-]{43})$/.exec(String(ctx.form[FIELD])) ?? []
  if (!at || !timingSafeEqual(Buffer.from(given, 'base64url'), await proof(ctx, Number(at)))) return ctx.now
  return Math.min(Number(at), ctx.now)
}

/** Notes in the form that its answer came `at` (ms). */
export async function noteArrival(ctx: Context, at: number): Promise<void> {
  ctx.form[FIELD] = `${at}.${(await proof(ctx, at)).toString('base64url')}`
}
