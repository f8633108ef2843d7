export interface Question {
  alternatives: readonly string[]
  answer: number
  source: string
  source_date: string
  verify_by: string
}

/** Case, accents, punctuation and doubled spaces taken away: what is the same for a reader is the same text. */
export const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What keeps a question from being published: a sentence by field; empty when nothing does. */
export function publicationProblems(question: Question): Record<string, string> {
  const problems: Record<string, string> = {}
  const seen = new Map<string, string>()
  for (const text of question.alternatives) {
    // Alternatives of signs alone ("+", "−") fold to nothing; they are compared as they stand.
    const key = fold(text) || text
    if (seen.has(key)) problems.alternatives = `“${seen.get(key)}” and “${text}” are the same to a reader.`
    seen.set(key, text)
  }
  if (question.alternatives.length < 2) problems.alternatives = 'A published question has at least two.'
  if (!question.source) problems.source = 'Say where the fact is from, so that others can check it.'
  if (!question.source_date) problems.source_date = 'Say when the fact was read there.'
  if (!question.verify_by) problems.verify_by = 'Say when it has to be checked again.'
  else if (question.source_date && question.verify_by <= question.source_date)
    problems.verify_by = 'This must be later than the day the fact was read.'
  return problems
}

/** Why a question with so many alternatives cannot have so many photos; undefined when it can. */
export function photosProblem(photos: number, alternatives: number): string | undefined {
  if (photos === 3)
    return 'Three photos are one too many or one too few: take one, two (the second comes with the answer) or four (each is its alternative).'
  if (photos === 4 && alternatives < 4)
    return 'With four photos each of them is the alternative beside it, so all four alternatives are needed.'
}

/** How long a player has when the editor names no time: looking at photos takes longer. */
export const secondsFor = (photos: number) => (photos === 4 ? 15 : photos > 0 ? 13 : 10)

/** Tells of a text whether it says one of `phrases`, as a reader hears it. */
export function saysOneOf(phrases: readonly string[]): (text: string) => boolean {
  const said = phrases.map(fold).filter(Boolean)
  return (text) => {
    const words = ` ${fold(text)} `
    return said.some((phrase) => words.includes(` ${phrase} `))
  }
}
