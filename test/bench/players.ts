import assert from 'node:assert/strict'
import { asked } from '../app/play.ts'
import { Client, type Page } from '../client.ts'
import type { Stack } from '../journey/stack.ts'
import { type Answers, type Load, load, type Player } from './load.ts'

/** Of two hundred requests a second each of them answers one in a second and a quarter. */
const PLAYING = 50
const CITY = 'paris'
const CATEGORY = /name="category" value="([^"]+)"/

/** Players in the middle of a job, and somebody who looks around: pages and answers, as they come in a game. */
export async function newCrowd({ appUrl }: Stack) {
  const visitor = await playerInParis(appUrl)
  let players: Player[] = []
  while (players.length < PLAYING) players.push(await playerInParis(appUrl))
  const paths = ['/', '/cities/paris', '/airport', visitor.job]
  async function ask(what: Pick<Load, 'url' | 'perSecond' | 'seconds'>): Promise<Answers> {
    const answers = await load({ ...what, paths, cookie: visitor.cookie, players })
    players = answers.players
    return answers
  }
  return { ask }
}

/** Somebody who has earned a ticket to Paris and works there, with a question on the screen; `url` is the public group's own. */
export async function playerInParis(url: string): Promise<Player> {
  const client = new Client(url, '/sign-in')
  let { location: job } = await client.post('/players')
  for (let flown = 0; flown !== 303; ) {
    await answerAll(client, job)
    flown = (await client.post('/flights', { to: CITY, number: 1, class: 'economy' })).status
    if (flown !== 303) job = seen(await client.post('/jobs', { category: 'tutorial' }))
  }
  const [, category] = CATEGORY.exec((await client.get(`/cities/${CITY}`)).text) ?? []
  assert.ok(category, 'there is work in Paris')
  job = seen(await client.post('/jobs', { category }))
  return { cookie: client.cookie, csrf: await client.token(), category, job, slot: 1 }
}

/** Takes the first alternative until nothing is asked any more. */
async function answerAll(client: Client, job: string): Promise<void> {
  for (let slot = 1; asked(await client.get(job)); slot++) {
    seen(await client.post(`${job}/answers`, { slot, option: 0 }))
    await client.post(`${job}/deliveries`, { slot: slot + 1 })
  }
}

function seen({ status, location }: Page): string {
  assert.equal(status, 303)
  return location
}
