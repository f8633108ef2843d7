import { nextFact } from '../facts.ts'
import { PEOPLE_SOURCE } from '../material/place-sources.ts'
import { nextPeopleFact } from '../people-facts.ts'
import type { Country, Question } from '../types.ts'

type Asked = {
  key: string
  country: string
  text: string
  alternatives: string[]
  value: number
  didYouKnow: string
  source?: { source: string; sourceDate: string; verifyBy: string }
}

/** A question about people, asked wherever its country is asked about; none where there are not four alternatives. */
export function count({ key, country, text, alternatives, value, didYouKnow, source }: Asked): Question[] {
  if (alternatives.length < 4) return []
  return [
    {
      key,
      category: 'statistician',
      subject: { country },
      text,
      alternatives,
      answer: 0,
      sorted: false,
      value,
      seconds: 10,
      didYouKnow,
      ...(source ?? PEOPLE_SOURCE),
    },
  ]
}

/** Something about the people of a country, else about the country. */
export function told(country: Country, without: string[] = []): string {
  return nextPeopleFact(country, without) ?? nextFact(country, ['density'])
}
