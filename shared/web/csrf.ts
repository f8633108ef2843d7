import { hash, timingSafeEqual } from 'node:crypto'
import { config } from '../config.ts'
import { Forbidden } from '../errors.ts'
import { remembering } from '../remembering.ts'
import type { Context, Middleware } from './context.ts'
import { SESSIONS, visitorToken } from './sessions.ts'

const OURS = [config.baseUrl, config.adminUrl]

/** Derived from the 128 random bits of the cookie, which no other site can read or set: forms of one browser serve in no other. */
const tokenFor = remembering((sessionToken) => hash('sha256', `csrf ${sessionToken}`, 'base64url'), SESSIONS)

/** What goes into the forms of a page; ties a browser that has no cookie yet to them. */
export const csrfOf = (ctx: Context) => tokenFor(visitorToken(ctx))

/** Lets a non-GET pass only when it comes from a page of this site *and* carries its form's token. */
export const csrf: Middleware = (ctx, next) => {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
    if (!fromHere(ctx))
      throw new Forbidden('This form was sent from another site. Open our page and try again.')
    if (!hasToken(ctx))
      throw new Forbidden('This form is out of date. Go back, reload the page and send it again.')
  }
  return next()
}

function fromHere(ctx: Context): boolean {
  const site = ctx.get('Sec-Fetch-Site')
  if (site) return site === 'same-origin'
  return OURS.includes(ctx.get('Origin'))
}

function hasToken(ctx: Context): boolean {
  const given = ctx.form.csrf
  if (!ctx.sessionToken || typeof given !== 'string') return false
  const expected = Buffer.from(tokenFor(ctx.sessionToken))
  const found = Buffer.from(given)
  return expected.length === found.length && timingSafeEqual(expected, found)
}
