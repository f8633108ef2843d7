import { makePasswordLink } from '../../shared/auth.ts'
import * as audit from '../../shared/db/audit.ts'
import * as complaintLists from '../../shared/db/complaint-lists.ts'
import * as playerLists from '../../shared/db/player-lists.ts'
import * as players from '../../shared/db/players.ts'
import { Invalid } from '../../shared/errors.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { ROLES } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { saved } from '../history/history.ts'
import { byOf } from '../history/record-kind.ts'
import { type Columns, exportList, moment, openList, type Source } from '../lists/listings.ts'
import { type Asked, choice, meaning, sortBy, words } from '../lists/lists.ts'
import { resetName } from './name-resets.ts'
import { findPlayer, showPlayer } from './player-pages.ts'
import { record } from './player-records.ts'
import { changeRole, roleWords } from './role-changes.ts'
import { readRole } from './role-form.ts'

export const routes: Routes = [
  ['GET', '/admin/players', list],
  ['GET', '/admin/players/export', (ctx) => exportList(ctx, source, columns)],
  ['POST', '/admin/players/:id/role', setRole],
  ['POST', '/admin/players/:id/name-reset', giveName],
  ['POST', '/admin/players/:id/password-links', addPasswordLink],
]

type Row = Awaited<ReturnType<typeof playerLists.list>>['rows'][number]

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

const filters = {
  q: words,
  role: choice(ROLES),
  state: meaning({ open: false, closed: true }),
  account: meaning({ yes: true, no: false }),
  sort: sortBy(playerLists.PLAYER_SORTS),
}

const NEWEST = { by: 'id', descending: true } as const

const source: Source<Row> = {
  path: '/admin/players',
  name: 'players',
  filters,
  sort: NEWEST,
  find: ({ db }, { q, role, state: closed, account, sort = NEWEST }: Asked<typeof filters>, cursor) =>
    playerLists.list(db, { words: q, role, closed, account }, sort, cursor),
}

async function list(ctx: Context) {
  ctx.render('admin/players/list', await openList(ctx, source))
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
