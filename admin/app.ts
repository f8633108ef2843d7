import { auth, requireStaff } from '../shared/auth.ts'
import { Invalid } from '../shared/errors.ts'
import { isStaff } from '../shared/rules/roles.ts'
import { browserErrors } from '../shared/web/browser-errors.ts'
import type { Services } from '../shared/web/context.ts'
import { serve } from '../shared/web/routes.ts'
import { createStack } from '../shared/web/stack.ts'
import * as audit from './audit.ts'
import * as authorReports from './author-reports.ts'
import * as awards from './awards.ts'
import * as batches from './batches.ts'
import * as categories from './categories.ts'
import * as cities from './cities.ts'
import * as cityList from './city-list.ts'
import * as closures from './closures.ts'
import * as complaintList from './complaint-list.ts'
import * as complaints from './complaints.ts'
import * as documents from './documents.ts'
import * as errors from './errors.ts'
import * as feedback from './feedback.ts'
import * as feedbackList from './feedback-list.ts'
import * as frames from './frames.ts'
import * as growth from './growth.ts'
import { requireAdmin, requireEditor } from './guards.ts'
import * as home from './home.ts'
import * as imports from './imports.ts'
import { menu } from './menu.ts'
import * as messageList from './message-list.ts'
import * as messages from './messages.ts'
import * as newCities from './new-cities.ts'
import * as news from './news.ts'
import * as photoDeletions from './photo-deletions.ts'
import * as photoList from './photo-list.ts'
import * as photoPages from './photo-pages.ts'
import * as photoReplacements from './photo-replacements.ts'
import * as photoTurns from './photo-turns.ts'
import * as photos from './photos.ts'
import * as placeList from './place-list.ts'
import * as places from './places.ts'
import * as playerPages from './player-pages.ts'
import * as players from './players.ts'
import * as progress from './progress.ts'
import * as questionExports from './question-exports.ts'
import * as questionList from './question-list.ts'
import * as questionPreviews from './question-previews.ts'
import * as questionReports from './question-reports.ts'
import * as questionStates from './question-states.ts'
import * as questionStatistics from './question-statistics.ts'
import * as questions from './questions.ts'
import * as ratingReports from './rating-reports.ts'
import * as regenerations from './regenerations.ts'
import * as reports from './reports.ts'
import * as staff from './staff.ts'
import * as storage from './storage.ts'
import * as traffic from './traffic.ts'
import * as trends from './trends.ts'

const signIn = auth({ prefix: '/admin', home: '/admin' })

/** Sign-in is open; everything after `requireStaff` is closed, without a word of its own. */
export const open = [signIn.open, browserErrors('/admin')]
export const closed = [
  signIn.closed,
  home.routes,
  questionList.routes,
  questionExports.routes,
  questions.routes,
  questionStates.routes,
  questionPreviews.routes,
  photoList.routes,
  photos.routes,
  photoPages.routes,
  photoTurns.routes,
  photoReplacements.routes,
  photoDeletions.routes,
  frames.routes,
  cityList.routes,
  cities.routes,
  documents.routes,
  placeList.routes,
  places.routes,
  progress.routes,
  complaintList.routes,
  complaints.routes,
  batches.routes,
  imports.routes,
  reports.routes,
  trends.routes,
  traffic.routes,
  growth.routes,
  awards.routes,
  questionReports.routes,
  questionStatistics.routes,
  ratingReports.routes,
  authorReports.routes,
  audit.routes,
]
export const editorsOnly = [
  categories.routes,
  newCities.routes,
  news.routes,
  messageList.routes,
  messages.routes,
  feedbackList.routes,
  feedback.routes,
  errors.routes,
  regenerations.routes,
  storage.routes,
]
export const adminsOnly = [players.routes, playerPages.routes, closures.routes, staff.routes]

/** Said here and not by requireStaff: nothing of a stranger's file is waited for. */
function signedOut(): never {
  const way = { href: '/admin/sign-in', label: 'Sign in' }
  throw new Invalid('You are not signed in any more. Sign in in another tab, then send this again.', 401, way)
}

/** The dashboard: the shared stack, then every door of the house. */
export function createApp(services: Services) {
  const app = createStack(services, {
    group: 'admin',
    uploads: {
      mayUpload: ({ visitor }) => isStaff(visitor ?? signedOut()),
      fileBytes: { '/admin/imports': 100_000_000 },
    },
  })
  app.use(serve(open))
  app.use(requireStaff as never)
  app.use(menu as never)
  app.use(serve(editorsOnly, requireEditor))
  app.use(serve(closed))
  app.use(serve(adminsOnly, requireAdmin))
  return app
}
