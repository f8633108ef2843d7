import type { Question } from '../types.ts'
import { citiesCounted } from './statistician-cities.ts'
import { countriesCounted } from './statistician-countries.ts'
import { ranks } from './statistician-ranks.ts'

/** Statistician: where people live, and where most of them. No four stand together twice. */
export function statistician(): Question[] {
  const asked = [...countriesCounted(), ...citiesCounted(), ...ranks()]
  const same = ({ text, alternatives }: Question) => `${text} ${alternatives.toSorted()}`
  return [...Map.groupBy(asked, same).values()].map(([first]) => first!)
}
