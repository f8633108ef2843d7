import { z } from 'zod'
import * as complaints from '../shared/db/complaints.ts'
import type { Tx } from '../shared/db/connection.ts'
import type { New } from '../shared/db/tables.ts'
import { Invalid } from '../shared/errors.ts'
import { text } from '../shared/forms.ts'
import { COMPLAINTS_A_DAY, LONGEST_COMPLAINT } from '../shared/rules/complaints.ts'
import { dayOf } from '../shared/rules/weeks.ts'

/** The form of a complaint: one of the reasons, and words where the reason says too little. */
export const reasonFrom = (reasons: Record<string, string>) =>
  z
    .object({
      reason: z
        .string('Choose a reason.')
        .refine((reason) => Object.hasOwn(reasons, reason), 'Choose a reason.'),
      text: text(LONGEST_COMPLAINT),
    })
    .refine(({ reason, text }) => reason !== 'other' || text, {
      path: ['text'],
      message: 'Say what is wrong in a few words.',
    })

/** Writes a complaint down, unless it is one too many today. The same one again is none more. */
export async function takeComplaint(tx: Tx, row: New<'complaints'>): Promise<void> {
  if (!(await complaints.insert(tx, row))) return
  const at = await complaints.before(tx, row.player_id, COMPLAINTS_A_DAY)
  if (at !== undefined && dayOf(at) === dayOf(row.at))
    throw new Invalid(`You have reported ${COMPLAINTS_A_DAY} things today. Come back tomorrow.`, 429)
}
