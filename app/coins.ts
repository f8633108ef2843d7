import * as earnings from '../shared/db/earnings.ts'
import * as ledger from '../shared/db/ledger.ts'
import { describe } from '../shared/payments.ts'
import type { Context } from '../shared/web/context.ts'
import { beforeOf, type Routes } from '../shared/web/routes.ts'
import { drawLine } from './charts.ts'

export const routes: Routes = [['GET', '/coins', show]]

const PAGE = 50
const CHARTED = 100

async function show(ctx: Context) {
  const before = beforeOf(ctx)
  const first = before === Number.MAX_SAFE_INTEGER
  const rows = await ledger.page(ctx.db, ctx.player.id, before, first ? CHARTED : PAGE + 1)
  const sums = await earnings.sums(ctx.db, ctx.player.id, earnings.EVER)
  ctx.render('app/coins/show', {
    entries: await describe(ctx.db, ctx.player.id, rows.slice(0, PAGE)),
    older: rows.length > PAGE ? rows[PAGE - 1]!.id : undefined,
    first,
    earned: sums.reduce((all, { coins }) => all + coins, 0),
    chart: first && rows.length > 1 ? drawBalance(rows, ctx.player.coins) : undefined,
  })
}

/** The balance before the oldest of these payments (newest first) and after each of them, ending with what is there now. */
function drawBalance(rows: { coins: number }[], now: number) {
  const balances = [now]
  for (const { coins } of rows) balances.unshift(balances[0]! - coins)
  return {
    ...drawLine(balances.map((y, x) => ({ x, y }))),
    payments: rows.length,
    highest: Math.max(...balances),
    lowest: Math.min(...balances.slice(1)),
  }
}
