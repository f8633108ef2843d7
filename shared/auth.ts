import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { config } from './config.ts'
import * as attempts from './db/attempts.ts'
import * as players from './db/players.ts'
import * as sessions from './db/sessions.ts'
import * as signInTokens from './db/sign-in-tokens.ts'
import { Invalid, NotFound } from './errors.ts'
import { check, type FieldErrors, newPassword, ownPath } from './forms.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { isStaff } from './rules/roles.ts'
import type { Context, Middleware } from './web/context.ts'
import type { Routes } from './web/routes.ts'
import { endSession, hashToken, startSession } from './web/sessions.ts'

/** How far back tries to sign in count (ms); older ones are forgotten. */
export const WINDOW_MS = 15 * 60_000
/** One address at one account; all addresses at one account, so wide that nobody is locked out by a stranger's few tries. */
const TRIES_PER_PAIR = 10
const TRIES_PER_ACCOUNT = 100
const TRIES_PER_ADDRESS = 50
const LINK_MS = 24 * 3_600_000

/** The doors of sign-in, the same in both groups: `home` is where one arrives, `prefix` '' or '/admin'. */
export function auth({ prefix, home }: { prefix: string; home: string }): { open: Routes; closed: Routes } {
  return {
    open: [
      ['GET', `${prefix}/sign-in`, (ctx) => showSignIn(ctx)],
      ['POST', `${prefix}/sessions`, signIn],
      ['GET', `${prefix}/password-links/:token`, showLink],
      ['POST', `${prefix}/password-links/:token`, useLink],
    ],
    closed: [
      ['POST', `${prefix}/sign-out`, signOut],
      ['GET', `${prefix}/password`, showPassword],
      ['POST', `${prefix}/password`, changePassword],
    ],
  }

  function showSignIn(ctx: Context, error = '') {
    const { email = '', next = ctx.query.next } = ctx.form ?? {}
    ctx.render('auth/sign-in', { prefix, error, form: { email, next: ownPath(next, '') } })
  }

  async function signIn(ctx: Context) {
    const { email, password } = ctx.form
    if (typeof email !== 'string' || typeof password !== 'string')
      throw new Invalid('E-mail and password are needed.')
    if (!(await mayTry(ctx, email))) {
      ctx.status = 429
      return showSignIn(ctx, 'That was tried too often. Wait a quarter of an hour, then try again.')
    }
    const found = await players.byEmail(ctx.db, email)
    // A closed account is none: the same work, the same answer.
    const stored = found?.closed_at ? undefined : found?.password
    const { right, weak } = await checkPassword(stored, password.slice(0, 200))
    if (!found || !right) {
      ctx.status = 422
      return showSignIn(ctx, 'E-mail and password do not belong together.')
    }
    const stronger = weak ? await hashPassword(password) : undefined
    await startSession(ctx, async (tx) => {
      await attempts.clear(tx, pairKey(ctx, email))
      if (stronger)
        await players.setPassword(tx, found.id, stronger, { oneTime: !!found.must_change_password })
      return found.id
    })
    ctx.status = 303
    ctx.redirect(found.must_change_password ? `${prefix}/password` : ownPath(ctx.form.next, home))
  }

  async function signOut(ctx: Context) {
    const { id } = ctx.player
    if (ctx.form.everywhere) await ctx.write((tx) => sessions.removeAll(tx, id))
    await endSession(ctx)
    ctx.status = 303
    ctx.redirect(prefix ? `${prefix}/sign-in` : '/')
  }

  function showPassword(ctx: Context) {
    if (!ctx.player.email) throw new NotFound()
    ctx.render('auth/password', { prefix })
  }

  async function changePassword(ctx: Context) {
    const { values, errors } = check(PasswordChange, ctx.form)
    const player = await players.byId(ctx.db, ctx.player.id)
    if (!player?.email) throw new NotFound()
    if (!values) return refuseChange(ctx, errors)
    if (!(await mayTry(ctx, player.email)))
      throw new Invalid('That was tried too often. Wait a quarter of an hour.', 429)
    const { right } = await checkPassword(player.password, values.current)
    if (!right) return refuseChange(ctx, { current: 'This is not your password.' })
    await renew(ctx, ctx.player.id, values.password)
    await ctx.write((tx) => attempts.clear(tx, pairKey(ctx, player.email!)))
    ctx.status = 303
    ctx.redirect(ctx.player.must_change_password ? (prefix ? `${prefix}/first-steps` : home) : home)
  }

  function refuseChange(ctx: Context, errors: FieldErrors) {
    ctx.status = 422
    ctx.render('auth/password', { prefix, errors })
  }

  async function showLink(ctx: Context) {
    // The address is a key: no other page, and no log of one, is told it.
    ctx.set('Referrer-Policy', 'no-referrer')
    if (!(await linkOwner(ctx)))
      throw new NotFound('This link is used, replaced or out of date. Ask for a new one.')
    ctx.render('auth/password-link', { prefix, token: ctx.params.token })
  }

  async function useLink(ctx: Context) {
    const owner = await linkOwner(ctx)
    if (!owner) throw new NotFound('This link is used, replaced or out of date. Ask for a new one.')
    const { values, errors } = check(z.object({ password: newPassword }), ctx.form)
    if (!values) {
      ctx.status = 422
      return ctx.render('auth/password-link', { prefix, token: ctx.params.token, errors })
    }
    await renew(ctx, owner, values.password, ctx.params.token)
    ctx.status = 303
    ctx.redirect(home)
  }
}

const PasswordChange = z.object({
  current: z.string('Fill this in.').min(1, 'Fill this in.').max(200),
  password: newPassword,
})

const accountKey = (email: string) =>
  `account:${createHash('sha256').update(players.normalizeEmail(email)).digest('hex')}`

const pairKey = (ctx: Context, email: string) => `${accountKey(email)} from ${ctx.ip}`

/** Counts the try before it is made, so that tries split over processes trip the same wire. */
export async function mayTry(ctx: Context, email: string): Promise<boolean> {
  const limits = [
    [pairKey(ctx, email), TRIES_PER_PAIR],
    [accountKey(email), TRIES_PER_ACCOUNT],
    [`address:${ctx.ip}`, TRIES_PER_ADDRESS],
  ] as const
  return await ctx.write(async (tx) => {
    const since = ctx.now - WINDOW_MS
    // A try may have come after this one and before it got the lock; what lies further ahead was made before the clock
    // was set back, and would lock its account out until then.
    await attempts.forget(tx, since, ctx.now + WINDOW_MS)
    for (const [key, most] of limits) if ((await attempts.count(tx, key, since)) >= most) return false
    const keys = limits.map(([key]) => key)
    await attempts.insert(tx, keys, ctx.now)
    return true
  })
}

const linkOwner = (ctx: Context) => signInTokens.find(ctx.db, hashToken(ctx.params.token ?? ''), ctx.now)

/** Sets the password, ends every session there was and begins one here. `link` is used up in the same step. */
async function renew(ctx: Context, playerId: number, password: string, link?: string): Promise<void> {
  const hash = await hashPassword(password)
  await startSession(ctx, async (tx) => {
    if (link && !(await signInTokens.use(tx, hashToken(link), ctx.now))) {
      throw new NotFound('This link was just used.')
    }
    await players.setPassword(tx, playerId, hash)
    await sessions.removeAll(tx, playerId)
    await signInTokens.removeAll(tx, playerId)
    return playerId
  })
}

/** A link that lets its owner set a new password once, within a day. Its token is stored only as a hash. */
export async function makePasswordLink(ctx: Context, playerId: number): Promise<string> {
  const token = randomBytes(16).toString('base64url')
  await ctx.write((tx) => signInTokens.replace(tx, playerId, hashToken(token), ctx.now + LINK_MS))
  return `${config.baseUrl}/password-links/${token}`
}

/** Stands before what only a player may see. */
export const requirePlayer: Middleware = (ctx, next) => {
  if (!ctx.visitor) return turnAway(ctx, '/sign-in')
  if (ctx.visitor.must_change_password && !/^\/(password|sign-out)$/.test(ctx.path))
    return ctx.redirect('/password')
  return next()
}

/** Stands before the whole dashboard but sign-in. A player is told nothing of what is behind it. */
export const requireStaff: Middleware = (ctx, next) => {
  if (!ctx.visitor) return turnAway(ctx, '/admin/sign-in')
  if (!isStaff(ctx.visitor)) throw new NotFound()
  if (ctx.visitor.must_change_password && !/^\/admin\/(password|sign-out)$/.test(ctx.path))
    return ctx.redirect('/admin/password')
  return next()
}

function turnAway(ctx: Context, signIn: string): void {
  const back = ctx.method === 'GET' ? `?next=${encodeURIComponent(ctx.url)}` : ''
  ctx.status = 303
  ctx.redirect(`${signIn}${back}`)
}
