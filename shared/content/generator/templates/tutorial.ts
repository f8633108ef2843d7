import { TUTORIAL } from '../material/tutorial.ts'
import type { Question } from '../types.ts'

/** The tutorial: written by hand, easy enough for everybody's first minute. */
export function tutorial(): Question[] {
  return TUTORIAL.map(({ key, text, alternatives, didYouKnow, source }) => ({
    key: `tutorial:${key}`,
    category: 'tutorial',
    subject: { city: 'nomansland' },
    text,
    alternatives,
    answer: 0,
    sorted: false,
    value: 5,
    seconds: 20,
    didYouKnow,
    source,
    sourceDate: '2026-06-30',
    verifyBy: '2029-06-30',
  }))
}
