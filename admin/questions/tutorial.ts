import type { Tx } from '../../shared/db/connection.ts'
import { tutorialCandidates } from '../../shared/db/question-cities.ts'
import { Conflict } from '../../shared/errors.ts'
import { TUTORIAL_SIZE } from '../../shared/rules/jobs.ts'

/** Every game begins with the tutorial: throws Conflict, which undoes all, when `change` leaves too few questions for it. */
export async function keepingTutorial<T>(tx: Tx, change: () => Promise<T>): Promise<T> {
  const before = (await tutorialCandidates(tx)).candidates.length
  const result = await change()
  const after = (await tutorialCandidates(tx)).candidates.length
  if (after < before && after < TUTORIAL_SIZE)
    throw new Conflict(
      `Every game begins with ${TUTORIAL_SIZE} questions of the tutorial, and this is one of the last. Publish another one there first.`,
    )
  return result
}
