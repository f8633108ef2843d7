import { z } from 'zod'
import { makePasswordLink } from '../shared/auth.ts'
import * as cities from '../shared/db/cities.ts'
import * as complaintLists from '../shared/db/complaint-lists.ts'
import * as players from '../shared/db/players.ts'
import * as sessions from '../shared/db/sessions.ts'
import * as signInTokens from '../shared/db/sign-in-tokens.ts'
import { Invalid } from '../shared/errors.ts'
import { check, type FieldErrors } from '../shared/forms.ts'
import { ROLES } from '../shared/rules/roles.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { goTo, listLinks, listQuery, oneOf } from './lists.ts'
import { resetName } from './name-resets.ts'
import { findPlayer, showPlayer } from './player-pages.ts'

export const routes: Routes = [
  ['GET', '/admin/players', list],
  ['POST', '/admin/players/:id/role', setRole],
  ['POST', '/admin/players/:id/name-reset', giveName],
  ['POST', '/admin/players/:id/password-links', addPasswordLink],
]

async function list(ctx: Context) {
  const { query, cursor } = listQuery(ctx, ['q', 'role', 'sort'])
  const sort = query.sort === 'name' ? 'name' : 'id'
  const page = await players.list(ctx.db, query.q, oneOf(ROLES, query.role), sort, cursor)
  ctx.render('admin/players/list', {
    page,
    sort,
    list: listLinks('/admin/players', query, page),
    roles: ROLES,
  })
}

const CHOOSE = 'Choose one of the list.'
const RoleForm = z.object({ role: z.enum(ROLES, CHOOSE), country: z.string(CHOOSE).max(2, CHOOSE) })

async function setRole(ctx: Context) {
  const player = await findPlayer(ctx)
  const { values, errors: wrong } = check(RoleForm, { country: '', ...ctx.form })
  const errors: FieldErrors = wrong ?? (await roleErrors(ctx, player, values))
  if (!values || Object.keys(errors).length > 0) return await refuse(ctx, errors)
  const changed = await ctx.write(async (tx) => {
    const before = await players.byId(tx, player.id)
    if (before?.role === 'admin' && values.role !== 'admin' && (await players.countAdmins(tx)) < 2)
      return false
    await players.setRole(tx, player.id, values.role, values.role === 'ambassador' ? values.country : null)
    // Sessions and links that were begun with another role end, in both groups.
    await signInTokens.removeAll(tx, player.id)
    await sessions.removeAll(tx, player.id)
    return true
  })
  if (!changed) return await refuse(ctx, { role: 'This is the last admin. Make somebody else one first.' })
  goTo(ctx, `/admin/players/${player.id}`, 'role')
}

/** Takes away the name that was shown, which is what every open complaint about it asks for. Sent twice it is one new name. */
async function giveName(ctx: Context) {
  const { id } = await findPlayer(ctx)
  const said = String(ctx.form.name ?? '')
  const by = { editor: ctx.player.id, now: ctx.now }
  await ctx.write(async (tx) => {
    await resetName(tx, id, said)
    await complaintLists.close(tx, { kind: 'name', about_id: id, said }, 'accepted', by)
  })
  goTo(ctx, `/admin/players/${id}`, 'renamed')
}

/** The link is shown here and nowhere else: only its hash is kept. */
async function addPasswordLink(ctx: Context) {
  const player = await findPlayer(ctx)
  if (!player.email) throw new Invalid('Somebody without an e-mail address has no password to set.')
  await showPlayer(ctx, { link: await makePasswordLink(ctx, player.id) })
}

type Profile = Awaited<ReturnType<typeof findPlayer>>

async function roleErrors(
  ctx: Context,
  player: Profile,
  values: z.output<typeof RoleForm>,
): Promise<FieldErrors> {
  if (values.role !== 'player' && !player.email)
    return { role: 'Only somebody with an account (an e-mail address and a password) can have this role.' }
  const known = (await cities.countries(ctx.db)).some((country) => country.iso2 === values.country)
  return values.role === 'ambassador' && !known ? { country: 'Choose the country they look after.' } : {}
}

async function refuse(ctx: Context, errors: FieldErrors) {
  ctx.status = 422
  await showPlayer(ctx, { form: ctx.form, errors })
}
