import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createApp } from '../../app/app.ts'
import { connect } from '../../shared/db/connection.ts'
import { OWN_COPY_PAGES } from '../../shared/db/wal.ts'
import type { Context } from '../../shared/web/context.ts'
import { createViews } from '../../shared/web/views.ts'
import { type Ask, FORM } from './drive.ts'

/**
 * The limit of this stack: node:http, the very statements that ours runs for each request, and its template, and nothing
 * else. It learns them by asking ours for all of it, on a copy of the data. A process of its own, which is sent before each
 * turn what will be asked in it, and says the port when it has learnt that:
 */
export interface Lesson {
  /** Where it serves, and where it learns. */
  dataDir: string
  copy: string
  asks: Ask[]
}

interface Step {
  sql: string
  parameters: unknown[]
  /** Whether it belongs to a writing transaction, which begins and ends with steps of its own. */
  writing: boolean
}

interface Learnt {
  steps: Step[]
  location: string
  /** What the template was given; undefined for a redirection. */
  page?: { view: string; data: object | undefined; ctx: Context }
}

const keyOf = (method: string, path: string, cookie: string, form: string) =>
  [method, path, cookie, form].join('\n')

const views = createViews('app')

/** Asks ours for everything, one after another, and keeps what was done for each: of a page when ours holds what it keeps. */
async function learn({ copy, asks }: Lesson): Promise<Map<string, Learnt>> {
  let learning: Learnt = { steps: [], location: '' }
  const forgetting = hearStatements((step) => learning.steps.push(step))
  const { db, write, close } = connect(join(copy, 'aroundtheworld.db'), { timeout: 0 })
  const app = createApp({ db, write, close, clock: Date.now })
  app.context.render = function (this: Context, view: string, data?: object) {
    const { visitor, path, now, csrf } = this
    learning.page = { view, data, ctx: { visitor, path, now, csrf } as Context }
    views(this, view, data)
  }
  const server = createServer(app.callback()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const learnt = new Map<string, Learnt>()
  const pages = asks.filter(({ form }) => form === undefined)
  for (const one of [...pages, ...asks]) {
    learning = { steps: [], location: '' }
    learning.location = await ask((server.address() as AddressInfo).port, one)
    const { path, cookie, form } = one
    learnt.set(keyOf(form === undefined ? 'GET' : 'POST', path, cookie, form ?? ''), learning)
  }
  server.closeAllConnections()
  server.close()
  await close()
  forgetting()
  return learnt
}

/** Hears of every statement that is run from now on, but for the transactions that only read; gives back what ends it. */
function hearStatements(hear: (step: Step) => void): () => void {
  const statement = Object.getPrototypeOf(new Database(':memory:').prepare('select 1'))
  const { all, run } = statement
  let writing = false
  for (const [name, original] of Object.entries({ all, run })) {
    statement[name] = function (this: Database.Statement, ...parameters: unknown[]) {
      const sql = this.source
      if (sql === 'begin immediate') writing = true
      if (writing || !/^(begin|commit)$/.test(sql)) hear({ sql, parameters, writing })
      if (sql === 'commit') writing = false
      return original.apply(this, parameters)
    }
  }
  return () => Object.assign(statement, { all, run })
}

/** Where it leads; '' for a page. */
async function ask(port: number, { path, cookie, form }: Ask): Promise<string> {
  const method = form === undefined ? 'GET' : 'POST'
  const asking = request({ host: '127.0.0.1', port, path, method, headers: { cookie, ...(form && FORM) } })
  asking.end(form)
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  await response.resume().toArray()
  if (response.statusCode !== (form ? 303 : 200)) throw new Error(`${path}: ${response.statusCode}`)
  return response.headers.location ?? ''
}

/** Serves what `known` gives at the time. */
function serve(dataDir: string, known: () => Map<string, Learnt>) {
  const path = join(dataDir, 'aroundtheworld.db')
  const reading = prepared(new Database(path, { readonly: true }))
  const writing = prepared(new Database(path))
  writing('pragma synchronous = FULL')
  writing(`pragma wal_autocheckpoint = ${OWN_COPY_PAGES}`)
  return createServer(async (asked, response) => {
    let form = ''
    for await (const part of asked) form += part
    const { steps, location, page } = known().get(
      keyOf(asked.method!, asked.url!, asked.headers.cookie!, form),
    )!
    reading('begin').run()
    for (const { sql, parameters, writing: writes } of steps) {
      const statement = (writes ? writing : reading)(sql)
      if (statement.reader) statement.all(...parameters)
      else statement.run(...parameters)
    }
    reading('commit').run()
    if (!page) return void response.writeHead(303, { location }).end()
    const ctx = { ...page.ctx, res: response } as Context
    views(ctx, page.view, page.data)
    response.end(ctx.body)
  })
}

function prepared(file: Database.Database) {
  const statements = new Map<string, Database.Statement>()
  return (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? file.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
}

let learnt = new Map<string, Learnt>()
let server: ReturnType<typeof serve> | undefined
process.on('message', async (lesson: Lesson) => {
  learnt = await learn(lesson)
  server ??= serve(lesson.dataDir, () => learnt).listen(0, '127.0.0.1')
  if (!server.listening) await once(server, 'listening')
  process.send!((server.address() as AddressInfo).port)
})
process.once('disconnect', () => process.exit())
