import type { Work } from './batch-work.ts'

/** All that can be done to many records at once. */
const works: Work[] = []

const byAction = new Map(works.map((work) => [work.action, work]))

/** Undefined for what this release does not know any more. */
export const workFor = (action: string): Work | undefined => byAction.get(action)
