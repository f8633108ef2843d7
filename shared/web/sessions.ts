import { hash, randomBytes } from 'node:crypto'
import { config } from '../config.ts'
import type { Tx } from '../db/connection.ts'
import * as sessions from '../db/sessions.ts'
import { Forbidden } from '../errors.ts'
import { log } from '../log.ts'
import { remembering } from '../remembering.ts'
import { DAY_MS } from '../rules/weeks.ts'
import type { Context, Middleware } from './context.ts'

const COOKIE = config.secureCookies ? '__Host-session' : 'session'
const YEAR_MS = 365 * DAY_MS
const TOUCH_MS = 600_000
/** Of so many browsers that asked of late a process keeps what it has reckoned out. */
export const SESSIONS = 5000

const newToken = () => randomBytes(16).toString('base64url')

/** What the database keeps of a token: whoever reads the table cannot sign in with it. */
export const hashToken = remembering((token) => hash('sha256', token, 'hex'), SESSIONS)

/** Finds out who asks. The cookie is the only one there is; without a session it merely ties forms to their browser. */
export const session: Middleware = async (ctx, next) => {
  const given = ctx.cookies.get(COOKIE) ?? ''
  ctx.sessionToken = /^[\w-]{22}$/.test(given) ? given : ''
  if (ctx.sessionToken) ctx.visitor = await sessions.find(ctx.db, hashToken(ctx.sessionToken), ctx.now)
  if (ctx.visitor && ctx.now - ctx.visitor.seen_at > TOUCH_MS) {
    touch(ctx)
    // Or the browser would forget the game of an anonymous player a year after it began, however often it is played.
    setCookie(ctx, ctx.sessionToken, YEAR_MS)
  }
  await next()
}

/** Who asks, when that must be somebody. */
export function playerOf({ visitor }: Context) {
  if (!visitor) throw new Forbidden('This needs a player. Start travelling or sign in first.')
  return visitor
}

/** Not awaited: no page waits for the lock because of it. */
function touch(ctx: Context): void {
  ctx
    .write((tx) => sessions.touch(tx, hashToken(ctx.sessionToken), ctx.now))
    .catch((error) => log.warn({ err: error }, 'session not touched'))
}

/**
 * Does `work` and, in the same transaction, makes a session for the player it names and ends the one the browser had:
 * a token known before is worth nothing after. When `work` names nobody, nothing but its own changes is done.
 */
export async function startSession(
  ctx: Context,
  work: (tx: Tx) => Promise<number | undefined>,
): Promise<number | undefined> {
  const token = newToken()
  const playerId = await ctx.write(async (tx) => {
    const id = await work(tx)
    if (!id) return
    await sessions.remove(tx, hashToken(ctx.sessionToken))
    const times = { created_at: ctx.now, seen_at: ctx.now }
    await sessions.insert(tx, { token_hash: hashToken(token), player_id: id, ...times })
    return id
  })
  if (playerId) setCookie(ctx, token, YEAR_MS)
  return playerId
}

/** Ends this browser's session, in both groups. */
export async function endSession(ctx: Context): Promise<void> {
  await ctx.write((tx) => sessions.remove(tx, hashToken(ctx.sessionToken)))
  setCookie(ctx, newToken())
  ctx.visitor = undefined
}

/** Gives a browser that has no cookie yet one that forms can be tied to. Writes no row. */
export function visitorToken(ctx: Context): string {
  if (!ctx.sessionToken) setCookie(ctx, newToken())
  return ctx.sessionToken
}

function setCookie(ctx: Context, token: string, maxAge?: number): void {
  ctx.sessionToken = token
  ctx.cookies.set(COOKIE, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: config.secureCookies,
    path: '/',
    maxAge,
    overwrite: true,
  })
}
