import { nextCityFact } from '../city-facts.ts'
import { PLACE_SOURCE } from '../material/place-sources.ts'
import type { Spot } from '../sources/spots.ts'
import type { Question } from '../types.ts'

type Asked = {
  key: string
  city: Spot
  text: string
  alternatives: string[]
  value: number
  didYouKnow?: string
  /** Kinds of facts that would tell the answer or the question again. */
  without?: string[]
  source?: { source: string; sourceDate: string; verifyBy: string }
}

/** A question about a city, asked wherever its country is asked about; none where there are not four alternatives. */
export function navigate({
  key,
  city,
  text,
  alternatives,
  value,
  didYouKnow,
  without,
  source,
}: Asked): Question[] {
  if (alternatives.length < 4) return []
  return [
    {
      key,
      category: 'navigator',
      subject: { country: city.iso2 },
      text,
      alternatives,
      answer: 0,
      sorted: false,
      value,
      seconds: 10,
      didYouKnow: didYouKnow ?? nextCityFact(city, without),
      ...(source ?? PLACE_SOURCE),
    },
  ]
}
