import { auth, requirePlayer } from '../shared/auth.ts'
import type { Services } from '../shared/web/context.ts'
import { serve } from '../shared/web/routes.ts'
import { createStack } from '../shared/web/stack.ts'

const signIn = auth({ prefix: '', home: '/' })

/** Doors that are open to everybody, and doors for players. */
export const open = [signIn.open]
export const closed = [signIn.closed]

/** The public site: the shared stack, then every door of the house. */
export function createApp(services: Services) {
  const app = createStack(services, { group: 'app' })
  app.use(serve(open))
  app.use(serve(closed, requirePlayer))
  return app
}
