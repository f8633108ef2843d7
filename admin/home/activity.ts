import * as activity from '../../shared/db/activity.ts'
import { isAdmin, isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { told } from '../history/history.ts'
import { recordKind, recordKinds } from '../history/records.ts'

const SHOWN = 15

interface Entry {
  at: number
  who: string
  editor_id: number
  noun: string
  name: string
  what: string
  href: string
}

/** What was done last, newest first: many changes that were begun as one are one. An ambassador sees what is his or her own, and people are for admins. */
export async function lastActs(ctx: Context): Promise<Entry[]> {
  const own = isEditor(ctx.player) ? undefined : ctx.player.id
  const but = isAdmin(ctx.player)
    ? []
    : recordKinds.flatMap(({ value, adminsOnly }) => (adminsOnly ? [value] : []))
  const changes = (await activity.changes(ctx.db, { editor: own, but }, SHOWN)).map((row) => {
    const kind = recordKind(row.kind)
    const what = told(row, kind?.labels)
    return { ...row, what, noun: kind?.noun ?? row.kind, href: `/admin/audit/${row.id}` }
  })
  const batches = (await activity.batches(ctx.db, own, SHOWN)).map((row) => {
    const page = row.kind === 'import' ? 'imports' : 'batches'
    return { ...row, what: row.state, noun: 'Batch', name: row.title, href: `/admin/${page}/${row.id}` }
  })
  return [...changes, ...batches].sort((a, b) => b.at - a.at).slice(0, SHOWN)
}
