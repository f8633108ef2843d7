import * as questionImports from '../imports/question-imports.ts'
import type { Listing } from '../lists/listings.ts'
import * as complaints from '../people/complaint-list.ts'
import * as feedback from '../people/feedback-list.ts'
import * as messages from '../people/message-list.ts'
import * as photos from '../photos/photo-list.ts'
import * as questions from '../questions/question-list.ts'
import * as cities from '../world/city-list.ts'
import * as places from '../world/place-list.ts'
import type { Work } from './batch-work.ts'

/** The lists of which many rows can be chosen. */
const listings = (): Listing[] => [
  questions.listing,
  photos.listing,
  cities.listing,
  places.listing,
  complaints.listing,
  messages.listing,
  feedback.listing,
]

/** What is done to many records and is no act of a list. */
const others: Work[] = [questionImports.work]

/** The list at this address; undefined when there is none, or none with something to be done. */
export const listingAt = (path: string): Listing | undefined => listings().find((one) => one.path === path)

/** Undefined for what this release does not know any more. */
export const workFor = (action: string): Work | undefined =>
  [...others, ...listings().flatMap((one) => one.works)].find((work) => work.action === action)
