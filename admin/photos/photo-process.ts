import { Invalid } from '../../shared/errors.ts'
import { makeFrames } from '../../shared/media/frames.ts'
import { readPhoto } from '../../shared/media/pipeline.ts'
import { takeAllWhenQuiet } from '../processors.ts'

/** What is done here for a process of the dashboard, one at a time: photo-work.ts asks. */
const works = { readPhoto, makeFrames }

export type Works = typeof works
export interface Asked {
  work: keyof Works
  given: unknown[]
}
/** The class and code of an error do not pass from process to process by themselves. */
export type Answer = { done: unknown } | { failed: { message: string; code?: string; isInvalid: boolean } }

process.on('message', async ({ work, given }: Asked) => {
  const run = works[work] as (...given: unknown[]) => Promise<unknown>
  const answer = await run(...given).then(
    (done): Answer => ({ done }),
    (error): Answer => ({
      failed: { message: error.message, code: error.code, isInvalid: error instanceof Invalid },
    }),
  )
  process.send!(answer)
})

// It goes with the process it works for, which may finish a form first when all are told to end.
process.on('disconnect', () => process.exit())
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})

const [, , list = ''] = process.argv
if (list.includes(',')) takeAllWhenQuiet(list.split(',').map(Number))
