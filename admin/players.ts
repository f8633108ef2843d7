import { makePasswordLink } from '../shared/auth.ts'
import * as audit from '../shared/db/audit.ts'
import * as complaintLists from '../shared/db/complaint-lists.ts'
import * as players from '../shared/db/players.ts'
import { Invalid } from '../shared/errors.ts'
import type { FieldErrors } from '../shared/forms.ts'
import { ROLES } from '../shared/rules/roles.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'
import { saved } from './history.ts'
import { type Columns, exportList, moment, type Source } from './listings.ts'
import { listLinks, listQuery, oneOf } from './lists.ts'
import { resetName } from './name-resets.ts'
import { findPlayer, showPlayer } from './player-pages.ts'
import { record } from './player-records.ts'
import { byOf } from './record-kind.ts'
import { changeRole, roleWords } from './role-changes.ts'
import { readRole } from './role-form.ts'

export const routes: Routes = [
  ['GET', '/admin/players', list],
  ['GET', '/admin/players/export', (ctx) => exportList(ctx, source, columns)],
  ['POST', '/admin/players/:id/role', setRole],
  ['POST', '/admin/players/:id/name-reset', giveName],
  ['POST', '/admin/players/:id/password-links', addPasswordLink],
]

type Row = Awaited<ReturnType<typeof players.list>>['rows'][number]

/** Without addresses: a file goes further than a page. */
const columns: Columns<Row> = {
  id: (row) => row.id,
  name: (row) => row.name,
  role: (row) => row.role,
  country: (row) => row.country,
  city: (row) => row.city,
  coins: (row) => row.coins,
  miles: (row) => row.miles,
  joined_at: (row) => moment(row.created_at),
  closed_at: (row) => moment(row.closed_at),
}

const sortOf = (sort = '') => oneOf(players.PLAYER_SORTS, sort) ?? 'id'

const source: Source<Row> = {
  name: 'players',
  names: ['q', 'role', 'state', 'account', 'sort'],
  async find({ db }, { q, role = '', state = '', account = '', sort }, cursor) {
    const [open, has] = [oneOf(['open', 'closed'], state), oneOf(['yes', 'no'], account)]
    const filter = {
      words: q,
      role: oneOf(ROLES, role),
      closed: open && open === 'closed',
      account: has && has === 'yes',
    }
    return await players.list(db, filter, sortOf(sort), cursor)
  },
}

async function list(ctx: Context) {
  const { query, cursor } = listQuery(ctx, source.names)
  const page = await source.find(ctx, query, cursor)
  const sort = sortOf(query.sort)
  ctx.render('admin/players/list', { page, sort, list: listLinks('/admin/players', query, page) })
}

async function setRole(ctx: Context) {
  const player = await findPlayer(ctx)
  const { values, errors } = await readRole(ctx)
  if (!values) return await refuse(ctx, errors)
  const { role, country } = values
  const done = await ctx.write(async (tx) => {
    const before = roleWords((await players.byId(tx, player.id))!)
    // Sent twice, the form finds what it asked for.
    if (before === roleWords({ role, country })) return {}
    if (before !== ctx.form.was_role) return { late: before }
    return { problem: await changeRole(tx, player.id, role, country, byOf(ctx)) }
  })
  if (done.late) return await refuse(ctx, { role: `${LATE} ${done.late}.` }, 409)
  if (done.problem) return await refuse(ctx, { role: done.problem })
  await saved(ctx, record, player.id, 'role')
}

const LATE = 'Somebody changed this role meanwhile, so nothing was done. It is now:'

/** Takes away the name that was shown, which is what every open complaint about it asks for. Sent twice it is one new name. */
async function giveName(ctx: Context) {
  const { id } = await findPlayer(ctx)
  const said = String(ctx.form.name ?? '')
  const by = byOf(ctx)
  await ctx.write(async (tx) => {
    await resetName(tx, id, said, by)
    await complaintLists.close(tx, { kind: 'name', about_id: id, said }, 'accepted', by)
  })
  await saved(ctx, record, id, 'renamed')
}

/** The link is shown here and nowhere else: only its hash is kept. */
async function addPasswordLink(ctx: Context) {
  const player = await findPlayer(ctx)
  if (!player.email) throw new Invalid('Somebody without an e-mail address has no password to set.')
  if (player.closed_at) throw new Invalid('This account is closed. Open it again first.')
  const link = await makePasswordLink(ctx, player.id)
  const what = 'Made a link that sets a password.'
  const change = { kind: 'player', ref: player.id, name: player.name, after: { what } }
  await ctx.write((tx) => audit.noteDone(tx, byOf(ctx), change))
  await showPlayer(ctx, { link })
}

async function refuse(ctx: Context, errors: FieldErrors, status = 422) {
  ctx.status = status
  await showPlayer(ctx, { form: ctx.form, errors })
}
