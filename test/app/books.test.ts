import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { Client, type Page, type Site, startApp } from '../client.ts'
import { freePorts } from '../journey/stack.ts'
import { begin, ledger, type Player } from './play.ts'
import { checkBooks, perform, walk } from './walks.ts'

const walks = fc.array(walk, { minLength: 2, maxLength: 4 })

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

async function play(on: Site, players: number, numRuns: number) {
  let [played, paid] = [0, 0]
  await fc.assert(
    fc.asyncProperty(walks, async (some) => {
      const people = await Promise.all(some.map(() => begin(on)))
      await writeEverything(on, people[0]!)
      await Promise.all(
        some.map(async (acts, i) => {
          for (const act of acts) await perform(on, people[i]!, act)
        }),
      )
      await checkBooks(on, people)
      paid += await checkAuthor(on, people)
      played += people.length
    }),
    { numRuns, endOnFailure: true },
  )
  assert.ok(played >= players)
  assert.ok(paid > 0, 'somebody answered a question of another player')
}

/** All questions there are become this player's own. */
const writeEverything = (on: Site, { id }: Player) =>
  on.write((tx) => tx.updateTable('questions').set({ author_id: id }).execute())

/** The author has one coin for each question and each of the others who answered it in a job, and nobody else has any. */
async function checkAuthor(on: Site, people: Player[]): Promise<number> {
  const [author, ...others] = people
  const answered = await on.db
    .selectFrom('job_questions as a')
    .innerJoin('jobs as j', 'j.id', 'a.job_id')
    .select(['a.question_id', 'a.player_id'])
    .distinct()
    .where('j.kind', '=', 'job')
    .where('a.choice', 'is not', null)
    .where(
      'a.player_id',
      'in',
      others.map(({ id }) => id),
    )
    .execute()
  const refs = async (player: Player) =>
    (await ledger(on, player)).flatMap(({ reason, ref }) => (reason === 'author' ? [ref] : []))
  const due = answered.map((one) => `${one.question_id}/${one.player_id}`)
  assert.deepEqual((await refs(author!)).sort(), due.sort())
  for (const other of others) assert.deepEqual(await refs(other), [])
  return due.length
}

describe('Whatever players do, all at once and each form up to three times', () => {
  test('every balance equals the sum of its ledger, and every payment has its job, flight, award or answer', async () => {
    await play(site, 16, 8)
  })

  test('the same with every request at another of two processes', async () => {
    const servers = await startProcesses(2)
    try {
      let turn = 0
      const roaming = {
        ...site,
        client: () => new Roaming(servers.urls, () => turn++),
        pass: () => {},
      }
      await play(roaming, 12, 6)
      assert.ok(turn > 500, `only ${turn} requests were sent`)
    } finally {
      await servers.stop()
    }
  })
})

/** A browser whose requests are dealt out to several processes, as Nginx and PM2 do it. */
class Roaming extends Client {
  readonly #urls: string[]
  readonly #turn: () => number
  constructor(urls: string[], turn: () => number) {
    super(urls[0]!, '/sign-in')
    this.#urls = urls
    this.#turn = turn
  }
  override async request(path: string, init: RequestInit): Promise<Page> {
    return await super.request(new URL(path, this.#urls[this.#turn() % this.#urls.length]).href, init)
  }
}

/** The public group as it runs in production, so many processes of it, on this test's data. */
async function startProcesses(count: number) {
  const first = await freePorts(count)
  const ports = Array.from({ length: count }, (_, i) => first + i)
  const children = ports.map((port) =>
    spawn(process.execPath, ['app/server.ts'], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, APP_PORT: String(port) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  )
  await Promise.all(children.map((child) => once(child, 'message')))
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    stop: () =>
      Promise.all(
        children.map(async (child) => {
          child.kill('SIGTERM')
          await once(child, 'exit')
        }),
      ),
  }
}
