import { z } from 'zod'
import * as players from '../../shared/db/players.ts'
import * as staff from '../../shared/db/staff.ts'
import { check, email } from '../../shared/forms.ts'
import { DUTIES, type Duty, ROLES, type Role, reachOf } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { saved } from '../history/history.ts'
import { byOf } from '../history/record-kind.ts'
import { type Columns, exportList, moment, openList, type Source } from '../lists/listings.ts'
import { type Asked, choice, countryOptions, words } from '../lists/lists.ts'
import { record } from './player-records.ts'
import { changeRole, roleWords } from './role-changes.ts'
import { readRole } from './role-form.ts'

export const routes: Routes = [
  ['GET', '/admin/staff', (ctx) => show(ctx)],
  ['GET', '/admin/staff/export', (ctx) => exportList(ctx, source, columns)],
  ['POST', '/admin/staff', add],
]

const STAFF = ROLES.filter((role) => role !== 'player')
const NOBODY = 'Nobody has signed up with this address. Ask them to sign up in the game first.'

type Row = Awaited<ReturnType<typeof staff.list>>['rows'][number]

/** Without addresses: a file goes further than a page. */
const columns: Columns<Row> = {
  id: (row) => row.id,
  name: (row) => row.name,
  role: (row) => row.role,
  country: (row) => row.country,
  seen_at: (row) => moment(row.seen_at),
  changes: (row) => row.changes,
  last_change: (row) => row.last_name,
  last_change_at: (row) => moment(row.last_at),
}

const filters = { role: choice(STAFF), country: words }

const source: Source<Row> = {
  path: '/admin/staff',
  name: 'staff',
  filters,
  find: ({ db }, asked: Asked<typeof filters>, cursor) => staff.list(db, asked, cursor),
}

/** Gives somebody who has none a role. Who has one gets another on their own page, where one sees which it is. */
async function add(ctx: Context) {
  const { values: who, errors: wrong } = check(z.object({ email }), ctx.form)
  const { values: wanted, errors: unfit } = await readRole(ctx)
  if (!who || !wanted) return await refuse(ctx, { ...wrong, ...unfit })
  if (wanted.role === 'player') return await refuse(ctx, { role: 'Choose what they are to be.' })
  const { role, country } = wanted
  const { id, problem } = await ctx.write(async (tx) => {
    const known = await players.byEmail(tx, who.email)
    if (!known) return { problem: { email: NOBODY } }
    const before = (await players.byId(tx, known.id))!
    const has = before.role !== 'player' && roleWords(before) !== roleWords({ role, country })
    if (has) return { problem: { email: `${before.name} is ${roleWords(before)} already.` }, id: before.id }
    const problem = await changeRole(tx, before.id, role, country, byOf(ctx))
    return problem ? { problem: { email: problem }, id: before.id } : { id: before.id }
  })
  if (problem) return await refuse(ctx, problem, id)
  await saved(ctx, record, id!, 'role')
}

/** `known`: whom the form named, when their page is the place to go on. */
async function refuse(ctx: Context, errors: Record<string, string>, known?: number) {
  ctx.status = 422
  await show(ctx, { form: ctx.form, errors, known })
}

async function show(ctx: Context, data: object = {}) {
  ctx.render('admin/staff/list', {
    ...(await openList(ctx, source)),
    roles: STAFF.map((role) => ({ value: role, label: nameOf(role) })),
    countries: await countryOptions(ctx),
    duties: STAFF.map((role) => ({ name: nameOf(role), ...dutiesOf(role) })),
    ...data,
  })
}

const nameOf = (role: Role) => role.charAt(0).toUpperCase() + role.slice(1)

/** What the role may do and what not, in the words of the table that the guards go by. */
function dutiesOf(role: Role) {
  const all = (Object.keys(DUTIES) as Duty[]).map((duty) => ({
    words: DUTIES[duty].words,
    reach: reachOf({ role }, duty),
  }))
  return { may: all.filter((one) => one.reach), not: all.filter((one) => !one.reach) }
}
