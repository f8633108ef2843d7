export const LONGEST_COMPLAINT = 1000

/** How many things of all kinds a player may report in a day. */
export const COMPLAINTS_A_DAY = 20

/** Why a question is reported: what the form offers, in its order. */
export const QUESTION_REASONS = {
  wrong: 'The answer is wrong',
  unclear: 'It is unclear or misspelt',
  old: 'It is out of date',
  picture: 'Something is wrong with the picture',
  offensive: 'It is offensive',
  other: 'Something else',
} as const

/** The same for a message on a wall, and for somebody's name. */
export const MESSAGE_REASONS = {
  rude: 'It insults or threatens somebody',
  spam: 'It advertises something',
  private: 'It tells something private about somebody',
  other: 'Something else',
} as const

export const NAME_REASONS = {
  rude: 'It insults or offends',
  false: 'It pretends to be somebody else',
  private: 'It is an address or tells something private',
  other: 'Something else',
} as const

const REASONS = { question: QUESTION_REASONS, message: MESSAGE_REASONS, name: NAME_REASONS }

/** A reason in the words of the form it was chosen in. */
export const reasonWords = (kind: keyof typeof REASONS, reason: string): string =>
  (REASONS[kind] as Record<string, string>)[reason] ?? reason
