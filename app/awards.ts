import * as awards from '../shared/db/awards.ts'
import * as counters from '../shared/db/counters.ts'
import { Invalid } from '../shared/errors.ts'
import { namesOf, perfectJob } from '../shared/payments.ts'
import { AWARD_KINDS, type AwardKind, awardOf, rarity } from '../shared/rules/awards.ts'
import type { Context } from '../shared/web/context.ts'
import { beforeOf, type Routes } from '../shared/web/routes.ts'

export const routes: Routes = [
  ['GET', '/awards', show],
  ['POST', '/awards/seen', see],
]

const PAGE = 30
const TRAVELLERS = 'award:left-nomansland'

async function show(ctx: Context) {
  const before = beforeOf(ctx)
  const rows = await awards.page(ctx.db, ctx.player.id, 'perfect-job', before, PAGE + 1)
  const names = await namesOf(ctx.db)
  const mine = await awards.kindsOf(ctx.db, ctx.player.id)
  const perfect = rows.slice(0, PAGE).map((row) => ({ ...row, what: perfectJob(row.ref, names) }))
  ctx.render('app/awards/show', {
    kinds: await kinds(ctx, mine),
    won: mine.reduce((sum, { times }) => sum + times, 0),
    coins: mine.reduce((sum, one) => sum + one.coins, 0),
    perfect,
    older: rows.length > PAGE ? perfect.at(-1)!.id : undefined,
    unseen: mine.reduce((sum, one) => sum + one.unseen, 0),
    newest: Math.max(0, ...mine.map((one) => one.newest)),
  })
}

type Mine = Awaited<ReturnType<typeof awards.kindsOf>>

/** Every kind there is, with what the player has of it and how many others do. */
async function kinds(ctx: Context, mine: Mine) {
  const counts = await counters.readAll(
    ctx.db,
    AWARD_KINDS.map((kind) => `award:${kind}`),
  )
  const travellers = counts.get(TRAVELLERS) ?? 0
  return AWARD_KINDS.map((kind) => ({
    kind,
    ...awardOf(kind),
    mine: mine.find((one) => one.kind === kind),
    rarity: rarity(counts.get(`award:${kind}`) ?? 0, travellers),
    progress: progress(kind, ctx.player.miles),
  }))
}

/** How far the miles have come, for the awards that are won by them. */
function progress(kind: AwardKind, miles: number) {
  const { miles: wanted } = awardOf(kind)
  return wanted === undefined ? undefined : { miles: Math.min(miles, wanted), wanted }
}

/** The awards the player has looked at are new no more; one that was won meanwhile stays new. */
async function see(ctx: Context) {
  const upTo = Number(ctx.form.newest)
  if (!Number.isSafeInteger(upTo) || upTo < 1)
    throw new Invalid('Which awards? Open the page of your awards again.')
  await ctx.write((tx) => awards.see(tx, ctx.player.id, upTo, ctx.now))
  ctx.status = 303
  ctx.redirect('/awards')
}
