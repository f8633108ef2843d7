import { z } from 'zod'
import { mayTry } from '../shared/auth.ts'
import * as awards from '../shared/db/awards.ts'
import * as players from '../shared/db/players.ts'
import { Conflict } from '../shared/errors.ts'
import { check, email, newPassword } from '../shared/forms.ts'
import { hashPassword } from '../shared/passwords.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { startSession } from '../shared/web/sessions.ts'

export const routes: Routes = [
  ['GET', '/sign-up', show],
  ['POST', '/accounts', signUp],
]

const Account = z.object({ email, password: newPassword })
const TAKEN = 'This address has an account already. Sign in with it, or take another.'
const AGAIN = 'You have signed up already.'
const TOO_OFTEN = 'That was tried too often. Wait a quarter of an hour, then try again.'

function show(ctx: Context) {
  if (ctx.player.email) return ctx.redirect('/settings')
  ctx.render('app/accounts/new')
}

/** Turns the game that is being played into one that can be found again; nothing of it changes but the +100. */
async function signUp(ctx: Context) {
  if (ctx.player.email) throw new Conflict(AGAIN)
  const { values, errors } = check(Account, ctx.form)
  if (!values) return refuse(ctx, errors)
  // Whether an address has an account is as much worth asking as whether a password is right.
  if (!(await mayTry(ctx, values.email))) return refuse(ctx, { email: TOO_OFTEN }, 429)
  if (await players.byEmail(ctx.db, values.email)) return refuse(ctx, { email: TAKEN })
  const password = await hashPassword(values.password)
  const signedUp = await startSession(ctx, async (tx) => {
    if (await players.byEmail(tx, values.email)) return
    if (!(await players.addAccount(tx, ctx.player.id, values.email, password))) {
      throw new Conflict(AGAIN)
    }
    await awards.give(tx, ctx.player.id, 'signed-up', '', ctx.now)
    return ctx.player.id
  })
  if (!signedUp) return refuse(ctx, { email: TAKEN })
  ctx.status = 303
  ctx.redirect(`/cities/${ctx.player.city_slug}?signed-up=1`)
}

function refuse(ctx: Context, errors: Record<string, string>, status = 422) {
  ctx.status = status
  ctx.render('app/accounts/new', { form: ctx.form, errors })
}
