import * as awards from '../../shared/db/award-lists.ts'
import { rowsOf } from '../../shared/db/trends.ts'
import { type Names, namesOf, perfectJob } from '../../shared/payments.ts'
import { AWARD_KINDS, type AwardKind, awardOf, rarity, titleOf } from '../../shared/rules/awards.ts'
import type { Context } from '../../shared/web/context.ts'
import type { Routes } from '../../shared/web/routes.ts'
import { listQuery } from '../lists/lists.ts'
import { asksFirst, download, linkTo } from './reports.ts'

export const routes: Routes = [['GET', '/admin/awards', list]]

const PATH = '/admin/awards'
/** Whoever has this one left Nomansland: only they are called travellers. */
const TRAVELLER: AwardKind = 'left-nomansland'

/** Every award there is, who holds it and how rare it is. Who won one stands on its diploma, which is open to all. */
async function list(ctx: Context) {
  const { query } = listQuery(ctx, ['format', 'run'])
  const rows = await rowsOf(ctx.db, ['awards'])
  const asks = asksFirst(query.run, rows)
  const csv = linkTo(PATH, { run: query.run, format: 'csv' })
  if (asks) return ctx.render('admin/awards/list', { asks, rows })
  const given = await awards.byKind(ctx.db)
  const players = await rowsOf(ctx.db, ['players'])
  const kinds = kindsOf(given, await namesOf(ctx.db))
  if (query.format === 'csv') return download(ctx, 'awards', table(kinds, players))
  ctx.render('admin/awards/list', {
    csv,
    kinds,
    players,
    times: sum(given.map((one) => one.times)),
    coins: sum(given.map((one) => one.coins)),
  })
}

type Given = Awaited<ReturnType<typeof awards.byKind>>

/** In the order of the rules; what was given once and is no kind any more comes last. */
function kindsOf(given: Given, names: Names) {
  const travellers = given.find((one) => one.kind === TRAVELLER)?.holders ?? 0
  const gone = given.map((one) => one.kind).filter((kind) => !AWARD_KINDS.includes(kind as AwardKind))
  return [...AWARD_KINDS, ...gone].map((kind) => {
    const one = given.find((row) => row.kind === kind)
    const known = AWARD_KINDS.includes(kind as AwardKind) ? awardOf(kind as AwardKind) : undefined
    return {
      title: titleOf(kind),
      how: known?.how ?? 'Given no more.',
      pays: known?.coins,
      holders: one?.holders ?? 0,
      times: one?.times ?? 0,
      coins: one?.coins ?? 0,
      rarity: rarity(one?.holders ?? 0, travellers),
      latest: one && { ...one, what: kind === 'perfect-job' ? perfectJob(one.ref, names) : '' },
    }
  })
}

function table(kinds: ReturnType<typeof kindsOf>, players: number) {
  const head = [
    'award',
    'coins each',
    'players who hold it',
    'share of players',
    'times given',
    'coins paid',
    'last given',
  ]
  const rows = kinds.map((one) => [
    one.title,
    one.pays,
    one.holders,
    players ? Math.round((10_000 * one.holders) / players) / 10_000 : undefined,
    one.times,
    one.coins,
    one.latest && new Date(one.latest.at).toISOString(),
  ])
  return [head, ...rows]
}

const sum = (numbers: number[]) => numbers.reduce((all, n) => all + n, 0)
