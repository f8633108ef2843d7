import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, type Page } from '../client.ts'
import { type App, startApp } from './drive.ts'
import { type Figure, figure, inTurns, median } from './figures.ts'
import { formOn } from './forms.ts'
import { workFolder } from './pictures.ts'
import { makeWorld, type Traveller } from './world.ts'

const ROUNDS = 3
const FEW = 1_000
const MANY = 100_000
const AT_ONCE = 8
/** Requests: one form and four pages. */
const A_TURN = 5
/** Readings of the memory in a calm moment after the last request: nothing is in flight then. */
const READINGS = 5
const BETWEEN_MS = 100

const PAGES = ['/', '/airport', '/leaderboards', '/coins', '/miles', '/awards', '/friends', '/settings']

/**
 * What a process of the public group takes after many requests, against what it takes after few: as the system counts it,
 * with whatever garbage lies about and whatever V8 keeps ready for new objects.
 */
export async function* memory(): AsyncGenerator<Figure> {
  const { dataDir, travellers } = await makeWorld(workFolder('memory'), { players: 1_000, answers: 10_000 })
  let app: App
  let crowd: Crowd
  const { early, late } = await inTurns(ROUNDS, {
    early: async () => {
      app = await startApp(dataDir)
      crowd = new Crowd(app.url, travellers)
      await crowd.until(FEW)
      return await calmMemory(app)
    },
    late: async () => {
      await crowd.until(MANY)
      const megabytes = await calmMemory(app)
      await app.end()
      return megabytes
    },
  })
  yield figure(
    {
      bench: 'memory',
      metric: `memory after ${MANY} requests, MB`,
      ours: late,
      reference: early,
      referenceName: `after ${FEW}, MB`,
    },
    { atMost: 1.15 },
  )
}

/** People on one process, who never stop. */
class Crowd {
  readonly #people: Person[]
  #asked = 0

  constructor(url: string, travellers: Traveller[]) {
    this.#people = travellers.map((one) => new Person(url, one))
  }

  /** Until so many requests have been answered since the start. */
  async until(requests: number): Promise<void> {
    const play = async () => {
      while (this.#asked < requests) {
        const person = this.#people.shift()!
        await person.turn()
        this.#asked += A_TURN
        this.#people.push(person)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, play))
  }
}

/** Megabytes. */
async function calmMemory({ pid }: App): Promise<number> {
  const readings: number[] = []
  while (readings.length < READINGS) {
    await pause(BETWEEN_MS)
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    readings.push(Number(kilobytes) / 1024)
  }
  return median(readings)
}

/** Somebody who looks around between one question and the next. */
class Person {
  readonly #client: Client
  readonly #city: string
  #job: string
  #turns = 0

  constructor(url: string, { cookie, city, job }: Traveller) {
    this.#client = new Client(url, '/sign-in')
    this.#client.cookie = cookie
    this.#city = `/cities/${city}`
    this.#job = `/jobs/${job}`
  }

  async turn(): Promise<void> {
    const city = await this.#see(this.#city)
    const [, category = 'tutorial'] = /name="category" value="([^"]+)"/.exec(city.text) ?? []
    const form = formOn(await this.#see(this.#job), this.#job, category)
    const sent = await this.#client.post(form.path, form.fields)
    assert.equal(sent.status, 303, sent.text)
    this.#job = sent.location
    await this.#see(this.#job)
    await this.#see(PAGES[this.#turns++ % PAGES.length]!)
  }

  async #see(path: string): Promise<Page> {
    const page = await this.#client.get(path)
    assert.equal(page.status, 200, path)
    return page
  }
}
