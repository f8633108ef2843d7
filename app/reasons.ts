import { z } from 'zod'
import { text } from '../shared/forms.ts'
import { LONGEST_COMPLAINT } from '../shared/rules/complaints.ts'

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
