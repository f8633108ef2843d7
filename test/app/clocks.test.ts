import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from '../client.ts'
import { PASSWORD } from '../client.ts'
import { until } from '../journey/stack.ts'
import { addresses, traveller } from './addresses.ts'
import { checkForms, FORMS, open, site } from './forms.ts'
import { answer, asked, begin, deliver, finish, fly, inParis, offered, slotsOf, take } from './play.ts'
import { checkBooks } from './walks.ts'

const HOUR_MS = 3_600_000
const BACK = { 'an hour': HOUR_MS, 'a year': 366 * 24 * HOUR_MS }

before(open)
after(() => site.close())

/** Does it with the clock set back by so much, and sets it right again. */
async function back<T>(ms: number, work: () => Promise<T>): Promise<T> {
  site.pass(-ms)
  try {
    return await work()
  } finally {
    site.pass(ms)
  }
}

/** What a page says of times, numbers and attributes that count something. */
function sane({ status, text }: Page, path: string) {
  assert.equal(status, 200, path)
  assert.doesNotMatch(text, /NaN|Invalid Date|undefined|Infinity/, path)
  assert.doesNotMatch(text, /data-left="-|value="-\d/, path)
  const words = text.replace(/<[^>]*>/g, ' ')
  assert.doesNotMatch(
    words,
    /\bin \d+ (?:minute|hour|day)s?\b|[-−]\d+ (?:s|second|minute|hour|day)s?\b/,
    path,
  )
  assert.doesNotMatch(words, /\bday (?:0|-\d)/i, path)
}

/** Nothing in the database ended before it began. */
async function noNegativeTimes() {
  const { db } = site
  const answers = await db
    .selectFrom('job_questions')
    .select('job_id')
    .whereRef('answered_at', '<', 'delivered_at')
    .execute()
  const jobs = await db.selectFrom('jobs').select('id').whereRef('finished_at', '<', 'started_at').execute()
  assert.deepEqual([answers, jobs], [[], []])
}

describe('The clock of the server is set back', () => {
  for (const [name, ms] of Object.entries(BACK)) {
    test(`by ${name}: every page is there and says nothing of negative times`, async () => {
      const player = await traveller(site)
      const paths = await addresses(site, player)
      await back(ms, async () => {
        for (const path of paths) sane(await player.client.get(path), path)
      })
    })

    test(`by ${name} in the middle of a job: no question is lost, none lasts less than nothing`, async () => {
      const player = await inParis(site)
      const [category] = await offered(player)
      await take(player, category!)
      await answer(site, player, 1)
      await deliver(player, 2)
      await back(ms, async () => {
        const page = await player.client.get(`/jobs/${player.job}`)
        sane(page, 'the question')
        assert.equal(asked(page)?.slot, 2, 'it is asked still')
        sane(await answer(site, player, 2), 'its result')
        sane(await finish(site, player), 'the summary')
        const slots = await slotsOf(site, player.job)
        assert.ok(slots.every((slot) => slot.outcome === 'right'))
        for (const slot of slots)
          assert.ok(slot.points <= slot.value * 40, 'no more than at once and the first time')
        assert.equal((await fly(player, 'london', 2)).status, 303)
        sane(await player.client.get('/flights/2'), 'the flight')
        await take(player, (await offered(player, 'london'))[0]!)
      })
      sane(await finish(site, player), 'what was begun before the clock was right again')
      await noNegativeTimes()
      await checkBooks(site, [player])
    })

    test(`by ${name}: a job that is left then is closed`, async () => {
      const player = await inParis(site)
      const [first, other] = await offered(player)
      await take(player, first!)
      await back(ms, async () => {
        await take(player, other!)
        sane(await finish(site, player), 'the summary')
      })
      await noNegativeTimes()
      await checkBooks(site, [player])
    })

    test(`by ${name}: somebody who was locked out of sign-in may try again soon`, async () => {
      const person = await site.as('player')
      const client = site.client()
      await client.token()
      const tries = Array.from({ length: 11 }, () => client.signIn(person.email, 'not the right one'))
      assert.ok((await Promise.all(tries)).some((page) => page.status === 429))
      const now = site.clock.now
      site.pass(-ms)
      try {
        // Not at once after an hour back: what lies little ahead may be a try that waited for the lock.
        site.pass(HOUR_MS / 2)
        assert.equal((await client.signIn(person.email)).status, 303)
      } finally {
        site.clock.now = now
      }
    })
  }

  test('has every form here', checkForms)

  for (const [route, fill] of Object.entries(FORMS)) {
    test(`before ${route} is sent, and before it is filled in`, async () => {
      for (const ms of Object.values(BACK)) {
        const { client, path, fields } = await fill()
        const page = await back(ms, () => client.post(path, fields))
        assert.ok(page.status < 400, `${page.status} ${page.text.slice(0, 2000)}`)
        await back(ms, async () => {
          const other = await fill()
          const later = await other.client.post(other.path, other.fields)
          assert.ok(later.status < 400, `${later.status} ${later.text.slice(0, 2000)}`)
        })
        await noNegativeTimes()
      }
    })
  }

  test('a session that was begun holds, and one that is begun then holds when it is right again', async () => {
    const [one, other] = [await begin(site), await site.as('player')]
    const browser = site.client()
    await back(BACK['a year'], async () => {
      assert.equal((await one.client.get('/coins')).status, 200)
      assert.equal((await browser.signIn(other.email, PASSWORD)).status, 303)
    })
    assert.equal((await one.client.get('/coins')).status, 200)
  })

  test('what was begun before and is finished then is earned in the week it was begun in', async () => {
    const player = await inParis(site)
    await take(player, (await offered(player))[0]!)
    const { name } = await site.db
      .selectFrom('players')
      .select('name')
      .where('id', '=', player.id)
      .executeTakeFirstOrThrow()
    await back(BACK['a year'], async () => {
      await finish(site, player)
      sane(await player.client.get('/leaderboards/week'), 'the week of then')
    })
    for (const board of ['week', 'ever', 'friends']) {
      const page = await player.client.get(`/leaderboards/${board}`)
      sane(page, board)
      assert.ok(page.text.includes(name), board)
    }
  })

  test('a process says how it is, whatever another said at a time that is still to come', async () => {
    const { allVitals, isAlive, sayVitals } = await import('../../shared/web/vitals.ts')
    const { config } = await import('../../shared/config.ts')
    const then = Date.now() + BACK['a year']
    const last = { group: 'app', instance: 0, pid: 1, started: then, at: then }
    mkdirSync(config.run, { recursive: true })
    writeFileSync(join(config.run, 'app-0.json'), JSON.stringify(last))
    const now = Date.now()
    assert.deepEqual(
      (await allVitals()).map((one) => isAlive(one, now)),
      [false],
    )
    const fallSilent = sayVitals('app')
    const own = async () => (await allVitals()).some((one) => one.pid === process.pid)
    await until(own, () => 'it stays silent')
    await fallSilent()
  })
})
