import { auth, requireStaff } from '../shared/auth.ts'
import type { Services } from '../shared/web/context.ts'
import { serve } from '../shared/web/routes.ts'
import { createStack } from '../shared/web/stack.ts'

const signIn = auth({ prefix: '/admin', home: '/admin' })

/** Sign-in is open; everything after `requireStaff` is closed, without a word of its own. */
export const open = [signIn.open]
export const closed = [signIn.closed]

/** The dashboard: the shared stack, then every door of the house. */
export function createApp(services: Services) {
  const app = createStack(services, { group: 'admin', uploads: 1 })
  app.use(serve(open))
  app.use(requireStaff as never)
  app.use(serve(closed))
  return app
}
