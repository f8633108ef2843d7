import { auth, requireStaff } from '../shared/auth.ts'
import { Invalid } from '../shared/errors.ts'
import { isStaff } from '../shared/rules/roles.ts'
import { browserErrors } from '../shared/web/browser-errors.ts'
import type { Services } from '../shared/web/context.ts'
import { serve } from '../shared/web/routes.ts'
import { createStack } from '../shared/web/stack.ts'
import * as batches from './batches/batches.ts'
import { requireAdmin, requireEditor } from './guards.ts'
import * as audit from './history/audit.ts'
import * as home from './home/home.ts'
import * as imports from './imports/imports.ts'
import * as questionExports from './imports/question-exports.ts'
import { menu } from './menu.ts'
import * as closures from './people/closures.ts'
import * as complaintList from './people/complaint-list.ts'
import * as complaints from './people/complaints.ts'
import * as errors from './people/errors.ts'
import * as feedback from './people/feedback.ts'
import * as feedbackList from './people/feedback-list.ts'
import * as messageList from './people/message-list.ts'
import * as messages from './people/messages.ts'
import * as news from './people/news.ts'
import * as playerPages from './people/player-pages.ts'
import * as players from './people/players.ts'
import * as staff from './people/staff.ts'
import * as frames from './photos/frames.ts'
import * as photoDeletions from './photos/photo-deletions.ts'
import * as photoList from './photos/photo-list.ts'
import * as photoPages from './photos/photo-pages.ts'
import * as photoReplacements from './photos/photo-replacements.ts'
import * as photoTurns from './photos/photo-turns.ts'
import * as photos from './photos/photos.ts'
import * as regenerations from './photos/regenerations.ts'
import * as storage from './photos/storage.ts'
import * as progress from './questions/progress.ts'
import * as questionList from './questions/question-list.ts'
import * as questionPreviews from './questions/question-previews.ts'
import * as questionStates from './questions/question-states.ts'
import * as questionStatistics from './questions/question-statistics.ts'
import * as questions from './questions/questions.ts'
import * as authorReports from './reports/author-reports.ts'
import * as awards from './reports/awards.ts'
import * as growth from './reports/growth.ts'
import * as questionReports from './reports/question-reports.ts'
import * as ratingReports from './reports/rating-reports.ts'
import * as reports from './reports/reports.ts'
import * as traffic from './reports/traffic.ts'
import * as trends from './reports/trends.ts'
import * as categories from './world/categories.ts'
import * as cities from './world/cities.ts'
import * as cityList from './world/city-list.ts'
import * as documents from './world/documents.ts'
import * as newCities from './world/new-cities.ts'
import * as placeList from './world/place-list.ts'
import * as places from './world/places.ts'

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
