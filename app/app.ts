import { auth, requirePlayer } from '../shared/auth.ts'
import { browserErrors } from '../shared/web/browser-errors.ts'
import type { Services } from '../shared/web/context.ts'
import { serve } from '../shared/web/routes.ts'
import { createStack } from '../shared/web/stack.ts'
import * as about from './about.ts'
import * as accounts from './accounts.ts'
import * as ambassadors from './ambassadors.ts'
import * as awards from './awards.ts'
import * as categories from './categories.ts'
import * as cities from './cities.ts'
import * as coins from './coins.ts'
import * as complaints from './complaints.ts'
import * as diplomas from './diplomas.ts'
import * as feedback from './feedback.ts'
import * as flights from './flights.ts'
import * as friends from './friends.ts'
import * as invitations from './invitations.ts'
import * as jobs from './jobs.ts'
import * as leaderboards from './leaderboards.ts'
import * as messages from './messages.ts'
import * as miles from './miles.ts'
import * as news from './news.ts'
import * as players from './players.ts'
import * as ratings from './ratings.ts'
import * as settings from './settings.ts'
import * as tickets from './tickets.ts'
import * as welcome from './welcome.ts'

const signIn = auth({ prefix: '', home: '/' })

/** Doors that are open to everybody, and doors for players. */
export const open = [
  welcome.routes,
  about.routes,
  diplomas.routes,
  invitations.open,
  browserErrors(''),
  signIn.open,
]
export const closed = [
  cities.routes,
  categories.routes,
  ambassadors.routes,
  messages.routes,
  players.routes,
  friends.routes,
  invitations.closed,
  leaderboards.routes,
  feedback.routes,
  news.routes,
  jobs.routes,
  ratings.routes,
  complaints.routes,
  tickets.routes,
  flights.routes,
  coins.routes,
  miles.routes,
  awards.routes,
  settings.routes,
  accounts.routes,
  signIn.closed,
]

/** The public site: the shared stack, then every door of the house. */
export function createApp(services: Services) {
  const app = createStack(services, { group: 'app' })
  app.use(serve(open))
  app.use(serve(closed, requirePlayer))
  return app
}
