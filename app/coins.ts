import * as ledger from '../shared/db/ledger.ts'
import { AWARDS, type AwardKind } from '../shared/rules/awards.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [['GET', '/coins', show]]

const PAGE = 50

async function show(ctx: Context) {
  const before = /^\d{1,15}$/.test(String(ctx.query.before))
    ? Number(ctx.query.before)
    : Number.MAX_SAFE_INTEGER
  const rows = await ledger.page(ctx.db, ctx.player.id, before, PAGE + 1)
  ctx.render('app/coins/show', {
    entries: rows.slice(0, PAGE).map((row) => ({ ...row, what: describe(row) })),
    older: rows.length > PAGE ? rows[PAGE - 1]!.id : undefined,
    first: before === Number.MAX_SAFE_INTEGER,
  })
}

function describe({ reason, ref }: { reason: string; ref: string }) {
  if (reason === 'flight') return { text: `Flight number ${ref}`, href: `/flights/${ref}` }
  if (reason === 'job') return { text: 'A job', href: `/jobs/${ref}` }
  if (reason === 'tutorial') return { text: 'Casual work', href: `/jobs/${ref}` }
  return { text: `Award: ${AWARDS[ref.split(':')[0] as AwardKind].title}` }
}
