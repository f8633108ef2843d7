import type { Middleware as KoaMiddleware, ParameterizedContext } from 'koa'
import type { Connection, Reader, Write } from '../db/connection.ts'
import type { SignedIn } from '../db/sessions.ts'

/** One uploaded file, on disk until the request ends; one with a `problem`, a sentence why not, is not there whole. */
export interface Upload {
  field: string
  name: string
  path: string
  bytes: number
  problem?: string
}

/** What a process is made of. Tests bring their own clock. */
export interface Services extends Connection {
  clock: () => number
}

interface Web {
  db: Reader
  write: Write
  /** When the request arrived, in ms: the clock for nearly all. */
  now: number
  /** The time at this moment, in ms: only for what begins after a wait for the lock. */
  clock: () => number
  requestId: string
  /** Who asks, when there is a session. */
  visitor: SignedIn | undefined
  /** Like `visitor`, behind requirePlayer or requireStaff, where there always is one. */
  player: SignedIn
  /** The token in the session cookie; '' when there is none. */
  sessionToken: string
  /** Goes into every form as the field `csrf`. */
  readonly csrf: string
  /** Fields of the posted form; one that came twice is a list. */
  form: Record<string, string | string[] | undefined>
  files: Upload[]
  /** Answers with the template views/`view`.njk. */
  render: (view: string, data?: object) => void
  params: Record<string, string>
  routerPath?: string
}

export type Context = ParameterizedContext<object, Web>
export type Middleware = KoaMiddleware<object, Web>
export type Handler = (ctx: Context) => Promise<void> | void
