import * as awards from '../../shared/db/awards.ts'
import * as cities from '../../shared/db/cities.ts'
import * as complaintLists from '../../shared/db/complaint-lists.ts'
import * as histories from '../../shared/db/player-histories.ts'
import * as playerLists from '../../shared/db/player-lists.ts'
import * as players from '../../shared/db/players.ts'
import { NotFound } from '../../shared/errors.ts'
import { describe, type Names, namesOf, perfectJob } from '../../shared/payments.ts'
import { titled, titleOf } from '../../shared/rules/awards.ts'
import { reasonWords } from '../../shared/rules/complaints.ts'
import { ROLES } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { drawWorld } from '../../shared/world-map.ts'
import { historyOf } from '../history/history.ts'
import { countryOptions, listLinks, listQuery } from '../lists/lists.ts'
import { record } from './player-records.ts'
import { roleWords } from './role-changes.ts'

export const routes: Routes = [
  ['GET', '/admin/players/:id', (ctx) => showPlayer(ctx)],
  ['GET', '/admin/players/:id/ledger', ledger],
]

const LATEST = 8

/** The player in the path, as the dashboard knows them. */
export async function findPlayer(ctx: Context) {
  const player = await playerLists.profile(ctx.db, idParam(ctx))
  if (!player) throw new NotFound()
  return player
}

/** All about one player; `data` is what a form that was sent from here has to say. */
export async function showPlayer(ctx: Context, data: object = {}): Promise<void> {
  const player = await findPlayer(ctx)
  const { id, role, country } = player
  const { cursor } = listQuery(ctx, [])
  const page = await histories.happenings(ctx.db, id, cursor)
  const names = await namesOf(ctx.db)
  const countries = await countryOptions(ctx)
  const complaints = async (filter: { about: number } | { by: number }) =>
    (await complaintLists.list(ctx.db, null, filter)).rows.slice(0, LATEST)
  ctx.render('admin/players/show', {
    player,
    countries,
    roles: ROLES,
    form: { role, country },
    wasRole: roleWords(player),
    history: await historyOf(ctx, record, id),
    ...(await journeyOf(ctx, player)),
    page: { ...page, rows: page.rows.map((row) => named(row, names)) },
    list: listLinks(`/admin/players/${id}`, {}, page),
    awards: titled(await awards.kindsOf(ctx.db, id)),
    books: await histories.books(ctx.db, id),
    messages: await histories.messages(ctx.db, id, LATEST),
    about: await complaints({ about: id }),
    by: await complaints({ by: id }),
    reasonWords,
    ...data,
  })
}

async function journeyOf(ctx: Context, { id }: { id: number }) {
  const all = await cities.all(ctx.db, id)
  const here = (await players.byId(ctx.db, id))!.city_id
  return drawWorld(all, here, await histories.routes(ctx.db, id), [])
}

/** An award by its title, one for a job with the job. */
function named(one: histories.Happening, names: Names) {
  if (one.kind !== 'award') return one
  const second = one.first === 'perfect-job' ? perfectJob(one.second, names) : ''
  return { ...one, first: titleOf(one.first), second }
}

async function ledger(ctx: Context) {
  const player = await findPlayer(ctx)
  const { cursor } = listQuery(ctx, [])
  const page = await histories.payments(ctx.db, player.id, cursor)
  ctx.render('admin/players/ledger', {
    player,
    payments: await describe(ctx.db, player.id, page.rows),
    list: listLinks(`/admin/players/${player.id}/ledger`, {}, page),
    books: await histories.books(ctx.db, player.id),
  })
}
