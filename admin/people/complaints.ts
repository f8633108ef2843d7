import type { By } from '../../shared/db/audit.ts'
import * as complaintLists from '../../shared/db/complaint-lists.ts'
import * as complaints from '../../shared/db/complaints.ts'
import type { Reader, Tx } from '../../shared/db/connection.ts'
import * as messages from '../../shared/db/messages.ts'
import * as questionLists from '../../shared/db/question-lists.ts'
import * as questionVersions from '../../shared/db/question-versions.ts'
import { Conflict, NotFound } from '../../shared/errors.ts'
import { reasonWords } from '../../shared/rules/complaints.ts'
import { nameKey } from '../../shared/rules/names.ts'
import { isEditor, mayEdit } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { historyOf, saved } from '../history/history.ts'
import { byOf, type RecordKind } from '../history/record-kind.ts'
import { goTo } from '../lists/lists.ts'
import { changes } from '../questions/question-changes.ts'
import { resetName } from './name-resets.ts'

export const routes: Routes = [
  ['GET', '/admin/complaints/:id', show],
  ['POST', '/admin/complaints/:id/acceptance', (ctx) => decide(ctx, 'accepted')],
  ['POST', '/admin/complaints/:id/dismissal', (ctx) => decide(ctx, 'dismissed')],
]

async function show(ctx: Context) {
  const complaint = await find(ctx, ctx.db)
  const open = await complaintLists.list(ctx.db, ctx.player.country, { state: 'open' })
  ctx.render('admin/complaints/show', {
    complaint,
    reasonWords,
    answer: await answerOf(ctx, complaint),
    stillCalled: !!complaint.about_name && nameKey(complaint.about_name) === nameKey(complaint.said),
    others: await complaintLists.others(ctx.db, complaint),
    history: await historyOf(ctx, record, complaint.id),
    next: open.rows.find((row) => row.id !== complaint.id),
  })
}

type Complaint = complaintLists.Complaint

/** The answer with its alternatives in the order in which the player saw them. */
async function answerOf(ctx: Context, { job_id, slot, question_id }: Complaint) {
  if (job_id === null || slot === null) return
  const { alternatives, shuffle, ...answer } = await complaintLists.answer(ctx.db, job_id, slot)
  const words = JSON.parse(alternatives) as string[]
  const options = (JSON.parse(shuffle) as number[]).map((i) => ({
    text: words[i],
    right: i === answer.answer,
    chosen: i === answer.choice,
  }))
  const versions = changes(await questionVersions.history(ctx.db, question_id!))
  return { ...answer, options, reworded: versions.some(({ version }) => version > answer.version) }
}

/** One verdict for all that was said about the same thing. Passed twice it is passed once; the first of two that differ stands. */
async function decide(ctx: Context, verdict: complaintLists.Verdict) {
  const by = byOf(ctx)
  const id = await ctx.write(async (tx) => {
    const complaint = await find(ctx, tx)
    if (complaint.state === verdict) return complaint.id
    if (complaint.state !== 'open')
      throw new Conflict(`This was ${complaint.state} meanwhile. Go back and look again.`)
    await pass(tx, complaint, verdict, by)
    return complaint.id
  })
  // What was done to a message or a name is taken back there: this row is of the verdict alone.
  if (verdict === 'dismissed') return await saved(ctx, record, id, `complaint-${verdict}`)
  goTo(ctx, `/admin/complaints/${id}`, `complaint-${verdict}`)
}

/** Passes a verdict on all that was said about the same thing, and does what it asks for. */
export async function pass(tx: Tx, complaint: Complaint, verdict: complaintLists.Verdict, by: By) {
  if (verdict === 'accepted') await heed(tx, complaint, by)
  await complaintLists.close(tx, subjectOf(complaint), verdict, by)
}

/** Does what the complaint asks for. What is wrong with a question an editor puts right in the editor. */
async function heed(tx: Tx, complaint: Complaint, by: By): Promise<void> {
  const { kind, message_id, about_id, said } = complaint
  if (kind === 'message') await messages.remove(tx, message_id!, by)
  if (kind === 'name') await resetName(tx, about_id!, said, by)
}

function subjectOf({ id, kind, message_id, about_id, said }: Complaint): complaintLists.Subject {
  if (kind === 'message') return { kind, message_id: message_id! }
  return kind === 'name' ? { kind, about_id: about_id!, said } : { kind, id }
}

/** The complaint, when it is one this person may look after; to all others it is not there. */
async function find(ctx: Context, db: Reader | Tx) {
  const complaint = await complaintLists.byId(db, idParam(ctx))
  if (!complaint) throw new NotFound('There is no such complaint.')
  const theirs = complaint.kind === 'question' && mayEdit(ctx.player, { country: complaint.owner_country })
  if (!theirs && !isEditor(ctx.player)) throw new NotFound('There is no such complaint.')
  return complaint
}

export const record: RecordKind = {
  kind: 'complaint',
  noun: 'Complaint',
  labels: { state: 'State' },
  path: (ref) => `/admin/complaints/${ref}`,
  read: (db, ref) => complaintLists.present(db, Number(ref)),
  async mayOpen(db, person, fields) {
    const { kind, question_id } = fields as complaintLists.ComplaintFields
    if (isEditor(person) || kind !== 'question') return isEditor(person)
    const question = await questionLists.forEditor(db, question_id!)
    return !!question && mayEdit(person, { country: question.owner_country })
  },
  async put(tx, { ref, now, fields }, by) {
    if (!now || !fields) return 'What players say stays.'
    const { state } = fields as complaintLists.ComplaintFields
    if (state === 'open' && (await complaints.isRepeated(tx, Number(ref))))
      return 'The same player has complained about it again since: decide on that one.'
    await complaintLists.setState(tx, Number(ref), state, by)
  },
}
