import { nextFact } from '../facts.ts'
import { fold } from '../pick.ts'
import type { Country, Question } from '../types.ts'

type Source = { source: string; sourceDate: string; verifyBy: string }
export type Asked = {
  key: string
  country: Country
  text: string
  alternatives: string[]
  value: number
  /** Kinds of facts that would say the answer again, and words that would. */
  without?: string[]
  unsaid?: string[]
  source: Source
}

/** One question of the linguist, or none where there are not four answers that anybody can tell apart. */
export function ask({ key, country, text, alternatives, value, without, unsaid, source }: Asked): Question[] {
  if (new Set(alternatives.map(fold)).size < 4) return []
  return [
    {
      key,
      category: 'linguist',
      subject: { country: country.iso2 },
      text,
      alternatives,
      answer: 0,
      sorted: false,
      value,
      seconds: 10,
      didYouKnow: nextFact(country, without, unsaid),
      ...source,
    },
  ]
}
