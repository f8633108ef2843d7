import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { getHeapSpaceStatistics } from 'node:v8'
import { type Site, startApp } from '../client.ts'
import { inParis, type Player } from './play.ts'

const REQUESTS = 400
/** Requests that were kept alive left 27 to 75; of a large page V8 moves up to 12 there that is on its way, as long as its new space is small. */
const MOST_KB = 18

let site: Site
let player: Player
before(async () => {
  site = await startApp('app')
  player = await inParis(site)
})
after(() => site.close())

const agent = new Agent({ keepAlive: true })
after(() => agent.destroy())

/** Without fetch, which leaves much there itself. */
async function ask(path: string): Promise<void> {
  const sent = get(site.url + path, { agent, headers: { cookie: player.client.cookie } })
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  assert.equal(answer.statusCode, 200)
  await once(answer.resume(), 'close')
}

/** In kilobytes: what V8 has moved there because it seemed to stay, or has put there at once. */
const oldSpace = () =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')!.space_used_size / 1024

/** Kilobytes a request leaves there: the median of three rounds, behind one in which all is made that is made once. */
async function leftBy(path: string): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < 4; round++) {
    const before = oldSpace()
    for (let i = 0; i < REQUESTS; i++) await ask(path)
    rounds.push((oldSpace() - before) / REQUESTS)
  }
  return rounds.slice(1).toSorted((a, b) => a - b)[1]!
}

describe('A request', () => {
  for (const path of ['/cities/paris', '/cities/rome', 'its job'])
    test(`leaves nothing for the old generation: ${path}`, async () => {
      const left = await leftBy(path === 'its job' ? `/jobs/${player.job}` : path)
      assert.ok(left < MOST_KB, `${left.toFixed(1)} KB`)
    })
})
