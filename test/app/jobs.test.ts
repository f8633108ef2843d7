import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Page, type Site, startApp } from '../client.ts'
import {
  answer,
  asked,
  awardsOf,
  begin,
  coins,
  deliver,
  finish,
  fly,
  inParis,
  jobRow,
  ledger,
  offered,
  type Player,
  secret,
  slotsOf,
  take,
  world,
} from './play.ts'

let site: Site
before(async () => {
  site = await startApp('app')
})
after(() => site.close())

const HOUR = 3_600_000

describe('The tutorial', () => {
  test('played again pays until the first ticket is within reach, and no more', async () => {
    const player = await begin(site)
    await finish(site, player)
    assert.equal(await coins(site, player), 400)
    await take(player, 'tutorial')
    const page = await finish(site, player)
    assert.equal(await coins(site, player), 400)
    assert.match(page.text, /Casual work pays until your next ticket is within reach/)

    const unlucky = await begin(site)
    await finish(site, unlucky, () => false)
    assert.equal(await coins(site, unlucky), 0)
    await take(unlucky, 'tutorial')
    await finish(site, unlucky)
    assert.equal(await coins(site, unlucky), 100)
  })

  test('is there after one click, its first question asked at once', async () => {
    const player = await begin(site)
    const page = await player.client.get(`/jobs/${player.job}`)
    const question = asked(page)!
    assert.equal(question.slot, 1)
    assert.ok(question.options.length >= 2)
    assert.match(page.text, /Tutorial · 1 of 4/)
    assert.match(page.text, /data-left="20000"/)
  })

  test('pays by its four questions, and the summary shows the arithmetic', async () => {
    const player = await begin(site)
    const page = await finish(site, player, (slot) => slot !== 2)
    assert.match(page.text, /3 of 4 right/)
    assert.equal(await coins(site, player), (await jobRow(site, player.job)).coins)
    // Three right at once, worth 5, the first time each: 3 × 5 × 2 × 2 = 60 points, ÷ (4 × 5).
    assert.equal(await coins(site, player), 300)
    assert.deepEqual(
      (await ledger(site, player)).map((row) => [row.reason, row.coins]),
      [['tutorial', 300]],
    )
  })

  test('can be repeated in Nomansland', async () => {
    const player = await begin(site)
    await finish(site, player)
    const first = player.job
    assert.notEqual(await take(player, 'tutorial'), first)
  })

  test('is not offered as casual work where real jobs are', async () => {
    const player = await inParis(site)
    const before = await world(site)
    assert.equal((await player.client.post('/jobs', { category: 'tutorial' })).status, 404)
    assert.equal(await world(site), before)
  })
})

describe('An answer', () => {
  test('is taken once: a second copy and a second, other try change nothing and show the same result', async () => {
    const player = await begin(site)
    const { right, wrong } = await secret(site, player.job, 1)
    const path = `/jobs/${player.job}/answers`
    const first = await player.client.post(path, { slot: 1, option: wrong })
    const shown = (await player.client.get(first.location)).text
    const before = await world(site)
    for (const option of [wrong, right, '']) {
      const again = await player.client.post(path, { slot: 1, option })
      assert.equal(again.location, first.location)
      assert.equal((await player.client.get(again.location)).text, shown)
    }
    assert.equal(await world(site), before)
    assert.match(shown, /Not this time/)
  })

  test('is taken once when both copies arrive at the same moment', async () => {
    const player = await begin(site)
    const { right, wrong } = await secret(site, player.job, 1)
    const path = `/jobs/${player.job}/answers`
    await player.client.token()
    const pages = await Promise.all(
      [right, wrong, right, wrong].map((option) => player.client.post(path, { slot: 1, option })),
    )
    assert.deepEqual(
      pages.map((page) => page.location),
      Array(4).fill(`/jobs/${player.job}`),
    )
    const [slot] = await slotsOf(site, player.job)
    assert.ok(slot!.outcome === 'right' ? slot!.points > 0 : slot!.points === 0)
  })

  test('is late when the time and the grace are over, and counts nothing', async () => {
    const player = await begin(site)
    site.pass(20_751)
    const page = await answer(site, player, 1)
    assert.match(page.text, /Too late/)
    const [slot] = await slotsOf(site, player.job)
    assert.deepEqual([slot!.outcome, slot!.points], ['late', 0])
  })

  test('within the grace of 750 ms is not late', async () => {
    const player = await begin(site)
    site.pass(20_750)
    await answer(site, player, 1)
    const [slot] = await slotsOf(site, player.job)
    assert.deepEqual([slot!.outcome, slot!.points], ['right', slot!.value * 10 * 2])
  })

  test('after a clock that was set back gets the full time and no more', async () => {
    const player = await begin(site)
    site.pass(-HOUR)
    const page = await answer(site, player, 1)
    const [slot] = await slotsOf(site, player.job)
    assert.equal(slot!.points, slot!.value * 20 * 2)
    assert.match(page.text, /× 2\.0/)
    site.pass(HOUR)
  })

  test('a reload does not restart the clock, nor does asking for the question again', async () => {
    const player = await begin(site)
    site.pass(8000)
    assert.match((await player.client.get(`/jobs/${player.job}`)).text, /data-left="12000"/)
    await deliver(player, 1)
    await player.client.post('/jobs', { category: 'tutorial' })
    assert.match((await player.client.get(`/jobs/${player.job}`)).text, /data-left="12000"/)
  })

  test('that is none of the options is refused in words, and the question stays', async () => {
    const player = await begin(site)
    const path = `/jobs/${player.job}/answers`
    const before = await world(site)
    const hostile = [
      '4',
      '-1',
      '99999999999999999999',
      '0.5',
      'NaN',
      'x',
      '__proto__',
      'length',
      "' or 1=1--",
      '',
    ]
    for (const option of [...hostile, undefined, ['0', '1']]) {
      const page = await player.client.post(path, { slot: 1, option })
      assert.equal(page.status, 422, `option ${option}`)
      assert.match(page.text, /Choose one of the answers/)
    }
    assert.equal((await player.client.post(path, { slot: 1, option: 'x'.repeat(30_000) })).status, 413)
    assert.equal(await world(site), before)
    assert.equal(asked(await player.client.get(`/jobs/${player.job}`))?.slot, 1)
  })

  test('to a question that does not exist is refused', async () => {
    const player = await begin(site)
    const before = await world(site)
    for (const slot of ['0', '5', '-1', '1.0', '01', ' 1', 'x', '', undefined, ['1', '1']]) {
      const page = await player.client.post(`/jobs/${player.job}/answers`, { slot, option: 0 })
      assert.equal(page.status, 422, `slot ${slot}`)
    }
    assert.equal(await world(site), before)
  })

  test('to a question that was not asked yet is refused', async () => {
    const player = await begin(site)
    const before = await world(site)
    for (const slot of [2, 3, 4]) {
      const page = await player.client.post(`/jobs/${player.job}/answers`, { slot, option: 0 })
      assert.equal(page.status, 409)
    }
    assert.equal(await world(site), before)
  })

  test('of nothing, sent by the page when the time is up, is late', async () => {
    const player = await begin(site)
    site.pass(21_000)
    const page = await player.client.post(`/jobs/${player.job}/answers`, { slot: 1, option: '' })
    assert.match((await player.client.get(page.location)).text, /Too late/)
  })
})

describe('The next question', () => {
  test('is asked once: two clicks, a click too early and one on a wrong number change nothing', async () => {
    const player = await begin(site)
    const early = await world(site)
    for (const slot of [1, 2, 3, 'x', undefined, ['1', '2']])
      await player.client.post(`/jobs/${player.job}/deliveries`, { slot })
    assert.equal(await world(site), early)
    await answer(site, player, 1)
    await deliver(player, 2)
    const once = await world(site)
    site.pass(3000)
    for (const slot of [2, 3, 4]) await deliver(player, slot)
    assert.equal(await world(site), once)
  })
})

describe('A stranger cannot', () => {
  test("see, answer or move on another player's job", async () => {
    const owner = await begin(site)
    const stranger = await begin(site)
    const before = await world(site)
    const { client } = stranger
    assert.equal((await client.get(`/jobs/${owner.job}`)).status, 404)
    assert.equal((await client.post(`/jobs/${owner.job}/answers`, { slot: 1, option: 0 })).status, 404)
    assert.equal((await client.post(`/jobs/${owner.job}/deliveries`, { slot: 2 })).status, 404)
    assert.equal(await world(site), before)
  })

  test('learn from the answer whether a job exists', async () => {
    const owner = await begin(site)
    const { client } = await begin(site)
    const [theirs, none] = [await client.get(`/jobs/${owner.job}`), await client.get('/jobs/999999')]
    const same = (page: Page, job: number) => page.text.replaceAll(`jobs%2F${job}`, '')
    assert.equal(same(theirs, owner.job), same(none, 999_999))
  })
})

describe('A job', () => {
  let player: Player
  let categories: string[]
  before(async () => {
    player = await inParis(site)
    categories = await offered(player)
  })

  test('has ten questions, none twice, and is one at a time', async () => {
    const job = await take(player, categories[0]!)
    const slots = await slotsOf(site, job)
    assert.equal(new Set(slots.map((slot) => slot.question_id)).size, 10)
    assert.equal(await take(player, categories[0]!), job, 'the same job again is the one that is open')
    await finish(site, player)
  })

  test('starting another closes the open one and pays it as it stands', async () => {
    const first = await take(player, categories[1]!)
    await answer(site, player, 1)
    const before = await coins(site, player)
    await take(player, categories[2]!)
    const { state, points, coins: pay } = await jobRow(site, first)
    assert.equal(state, 'finished')
    assert.equal(pay, Math.floor((2 * points) / 10))
    assert.ok(pay > 0)
    assert.equal(await coins(site, player), before + pay)
    const summary = await player.client.get(`/jobs/${first}`)
    assert.match(summary.text, /1 of 10 right/)
  })

  test('that is left shows the answers of what was asked, and of nothing else', async () => {
    const worker = await inParis(site)
    const left = await take(worker, categories[1]!)
    await answer(site, worker, 1)
    await deliver(worker, 2)
    await take(worker, categories[2]!)
    const slots = await slotsOf(site, left)
    assert.deepEqual(
      slots.map((slot) => slot.outcome),
      ['right', 'late', ...Array(8).fill(null)],
    )
    const summary = await worker.client.get(`/jobs/${left}`)
    assert.equal(summary.text.match(/class="verdict/g)?.length, 2)
  })

  test('asks in the city the player is in, also when a flight in another tab comes in between', async () => {
    for (let round = 0; round < 8; round++) {
      const worker = await inParis(site)
      await site.write(async (tx) => {
        await tx.updateTable('balances').set({ coins: 5000 }).where('player_id', '=', worker.id).execute()
      })
      const flight = () => fly(worker, 'cairo', 2)
      const start = () => worker.client.post('/jobs', { category: categories[0]! })
      await Promise.all([start(), flight(), start(), start()])
      const player = await site.db
        .selectFrom('players')
        .select('city_id')
        .where('id', '=', worker.id)
        .executeTakeFirstOrThrow()
      const open = await site.db
        .selectFrom('jobs')
        .select('city_id')
        .where('player_id', '=', worker.id)
        .where('state', '=', 'open')
        .executeTakeFirst()
      if (open) assert.equal(open.city_id, player.city_id)
    }
  })

  test('that is not offered here closes nothing', async () => {
    const open = await take(player, categories[1]!)
    const before = await world(site)
    for (const category of ['no-such', '', 'tutorial', undefined, ['a', 'b'], '__proto__'])
      assert.equal((await player.client.post('/jobs', { category })).status, 404)
    assert.equal(await world(site), before)
    assert.equal((await jobRow(site, open)).state, 'open')
  })

  test('flying closes it and pays it as it stands, and the coins serve for the ticket', async () => {
    const worker = await inParis(site)
    const job = await take(worker, categories[0]!)
    await answer(site, worker, 1)
    const page = await fly(worker, 'london', 2)
    assert.equal(page.location, '/flights/2')
    const row = await jobRow(site, job)
    assert.equal(row.state, 'finished')
    assert.ok(row.coins > 0)
    assert.deepEqual(
      (await ledger(site, worker)).map((one) => one.reason),
      ['tutorial', 'flight', 'award', 'job', 'flight'],
    )
  })

  test('waits for 24 hours; after that the next answer closes it unpaid for the open questions', async () => {
    const worker = await inParis(site)
    const job = await take(worker, categories[0]!)
    await answer(site, worker, 1)
    await deliver(worker, 2)
    site.pass(24 * HOUR - 1)
    assert.match((await worker.client.get('/cities/paris')).text, /Your job is still open/)
    site.pass(2)
    assert.doesNotMatch((await worker.client.get('/cities/paris')).text, /Your job is still open/)
    const { right } = await secret(site, job, 2)
    await worker.client.post(`/jobs/${job}/answers`, { slot: 2, option: right })
    const row = await jobRow(site, job)
    const [first, second] = await slotsOf(site, job)
    assert.equal(row.state, 'finished')
    assert.equal(row.points, first!.points)
    assert.equal(second!.outcome, 'late')
  })

  test('after 24 hours the same job starts anew', async () => {
    const worker = await inParis(site)
    const old = await take(worker, categories[0]!)
    site.pass(24 * HOUR + 1)
    assert.notEqual(await take(worker, categories[0]!), old)
    assert.equal((await jobRow(site, old)).state, 'finished')
  })

  test('without a fault gives an award of 100, once for the city and category', async () => {
    const worker = await inParis(site)
    for (let i = 0; i < 2; i++) {
      site.pass(1000)
      await take(worker, categories[0]!)
      const page = await finish(site, worker)
      assert.equal(/A job without a fault/.test(page.text), i === 0)
    }
    const perfect = (await awardsOf(site, worker)).filter((award) => award.kind === 'perfect-job')
    assert.equal(perfect.length, 1)
    assert.equal(perfect[0]!.coins, 100)
    assert.ok(perfect[0]!.ref.endsWith(categories[0]!))
  })

  test('with one fault gives none', async () => {
    const worker = await inParis(site)
    await take(worker, categories[0]!)
    await finish(site, worker, (slot) => slot !== 10)
    assert.ok((await awardsOf(site, worker)).every((award) => award.kind !== 'perfect-job'))
  })

  test('unseen questions come first on the second one, then the longest unseen', async () => {
    const worker = await inParis(site)
    const { id: city } = await site.db
      .selectFrom('cities')
      .select('id')
      .where('slug', '=', 'paris')
      .executeTakeFirstOrThrow()
    const sizes = await site.db
      .selectFrom('question_cities')
      .innerJoin('categories', 'categories.id', 'category_id')
      .select(['categories.slug', (eb) => eb.fn.countAll<number>().as('n')])
      .where('city_id', '=', city)
      .groupBy('categories.slug')
      .execute()
    // Questions with photos wait for one another: no photo is in a job twice.
    const withPhotos = ['tour-guide', 'flags', 'cartographer']
    const { slug, n } = sizes
      .filter((one) => categories.includes(one.slug) && !withPhotos.includes(one.slug) && one.n > 10)
      .sort((a, b) => a.n - b.n)[0]!
    const had = new Set<number>()
    while (had.size < n) {
      const job = await take(worker, slug)
      const slots = await slotsOf(site, job)
      const fresh = slots.filter((slot) => !had.has(slot.question_id))
      assert.equal(fresh.length, Math.min(10, n - had.size))
      assert.deepEqual(fresh, slots.slice(0, fresh.length))
      for (const slot of slots) had.add(slot.question_id)
      site.pass(60_000)
      await finish(site, worker)
    }
  })

  test('a question that was right before is doubled no more; one that was only wrong still is', async () => {
    const worker = await begin(site)
    const seen = new Map<number, boolean>()
    for (let round = 0; round < 6; round++) {
      await finish(site, worker, (slot) => slot % 2 === 0)
      for (const slot of await slotsOf(site, worker.job)) {
        if (slot.outcome !== 'right') continue
        assert.equal(slot.first_time, seen.get(slot.question_id) ? 0 : 1)
        assert.equal(slot.points, slot.value * 20 * (seen.get(slot.question_id) ? 1 : 2))
        seen.set(slot.question_id, true)
      }
      await take(worker, 'tutorial')
      site.pass(1000)
    }
  })

  test('without the clock knows no late answer and no time bonus', async () => {
    const worker = await inParis(site)
    await worker.client.post('/settings', { units: 'mi', clock: '0' })
    const job = await take(worker, categories[0]!)
    const page = await worker.client.get(`/jobs/${job}`)
    assert.doesNotMatch(page.text, /data-left|Time left/)
    site.pass(HOUR)
    const shown = await answer(site, worker, 1)
    assert.match(shown.text, /× 1\.0/)
    const [slot] = await slotsOf(site, job)
    assert.equal(slot!.points, slot!.value * 10 * 2)
  })

  test('switching the clock off in the middle of a job changes the next one, not this one', async () => {
    const worker = await inParis(site)
    const job = await take(worker, categories[0]!)
    await worker.client.post('/settings', { units: 'mi', clock: '0' })
    site.pass(HOUR)
    await answer(site, worker, 1)
    assert.equal((await slotsOf(site, job))[0]!.outcome, 'late')
  })

  test('switching the clock on in the middle of a job leaves all it earns with the jobs without a clock', async () => {
    const worker = await inParis(site)
    const timed = () =>
      site.db
        .selectFrom('earnings')
        .selectAll()
        .where('player_id', '=', worker.id)
        .where('untimed', '=', 0)
        .execute()
    const before = await timed()
    await worker.client.post('/settings', { units: 'mi', clock: '0' })
    await take(worker, categories[0]!)
    await worker.client.post('/settings', { units: 'mi', clock: '1' })
    assert.match((await finish(site, worker)).text, /A job without a fault/)
    assert.deepEqual(await timed(), before)
  })
})

describe('An editor in the middle of a job', () => {
  test('breaks nothing: the words stay those that were picked, and the right answer too', async () => {
    const questions = await import('../../shared/db/questions.ts')
    const player = await begin(site)
    const { question_id: id, text, answer: index } = await secret(site, player.job, 1)
    const old = (await questions.byId(site.db, id))!
    const editor = (await site.as('editor')).id
    const {
      key: _,
      state: __,
      version,
      author_id: ___,
      created_at: ____,
      updated_at: _____,
      id: ______,
      ...words
    } = old
    const alternatives = (JSON.parse(old.alternatives) as string[]).map((one) => `New ${one}`).reverse()
    const changed = {
      ...words,
      text: 'Something else?',
      alternatives,
      answer: alternatives.length - 1 - index,
      photos: [],
    }
    const by = { editor, now: site.clock.now }
    assert.ok(await site.write((tx) => questions.update(tx, id, version, changed, by)))
    assert.ok(await site.write((tx) => questions.setState(tx, id, version + 1, 'retired', by)))
    const question = asked(await player.client.get(`/jobs/${player.job}`))!
    assert.equal(question.text, text)
    assert.ok(question.options.every((one) => !one.startsWith('New ')))
    const page = await answer(site, player, 1)
    assert.match(page.text, /Right:/)
    const summary = await finish(site, player)
    assert.equal(summary.status, 200)
    assert.doesNotMatch(summary.text, /Something else\?/)
    await site.write((tx) =>
      questions.update(
        tx,
        id,
        version + 2,
        { ...changed, ...words, alternatives: JSON.parse(old.alternatives) },
        by,
      ),
    )
    await site.write((tx) => questions.setState(tx, id, version + 3, 'published', by))
  })

  test('who retires a question keeps it out of the next job', async () => {
    const questions = await import('../../shared/db/questions.ts')
    const player = await begin(site)
    const { question_id: id } = await secret(site, player.job, 1)
    const { version } = (await questions.byId(site.db, id))!
    await site.write((tx) =>
      questions.setState(tx, id, version, 'retired', { editor: null, now: site.clock.now }),
    )
    await finish(site, player)
    for (let i = 0; i < 5; i++) {
      const job = await take(player, 'tutorial')
      assert.ok((await slotsOf(site, job)).every((slot) => slot.question_id !== id))
      await finish(site, player)
    }
    await site.write((tx) =>
      questions.setState(tx, id, version + 1, 'published', { editor: null, now: site.clock.now }),
    )
  })
})

describe('Before the answer is in', () => {
  test('nothing a browser has tells it, and the right option stands now here, now there', async () => {
    const places = new Map<string, number>()
    for (let run = 0; run < 3; run++) {
      const player = await inParis(site)
      for (const category of await offered(player)) {
        const job = await take(player, category)
        for (const { slot } of await slotsOf(site, job)) {
          if (slot > 1) await deliver(player, slot)
          const page = await player.client.get(`/jobs/${job}`)
          const known = await secret(site, job, slot)
          const photos = await site.db
            .selectFrom('question_photos')
            .innerJoin('photos', 'photos.id', 'photo_id')
            .select(['title', 'source'])
            .where('question_id', '=', known.question_id)
            .execute()
          const head = [...page.headers].map((pair) => pair.join(':')).join('\n')
          // The title may be one of the options, and then stands there as they all do.
          const around = page.text.replace(/<ol class="options">[\s\S]*?<\/ol>|<h1[\s\S]*?<\/h1>/g, '')
          const all = `${head}\n${around}`
          for (const text of [known.did_you_know, known.source, ...photos.map((photo) => photo.source)])
            if (text) assert.ok(!all.includes(text), `${text} stands on the page of "${known.text}"`)
          for (const { title } of photos) assert.ok(!all.includes(title), `${title} stands on the page`)
          assert.doesNotMatch(
            page.text,
            /Did you know|class="[^"]*\b(?:right|wrong)\b|data-answer|data-right/,
          )
          const buttons = [...page.text.matchAll(/<button class="option"[^>]*>/g)].map((one) => one[0])
          const marks = new Set(buttons.map((one) => one.replace(/(value|accesskey)="\d"/g, '')))
          assert.equal(marks.size, 1, 'one option is marked up in another way')
          const options = asked(page)!.options
          const alternatives = JSON.parse(known.alternatives) as string[]
          if (!page.text.includes('class="options pictures"'))
            assert.deepEqual(options.toSorted(), alternatives.toSorted())
          else
            for (const text of alternatives) assert.ok(!around.includes(text), `${text} stands on the page`)
          const place = `${options.length}:${known.right}`
          places.set(place, (places.get(place) ?? 0) + 1)
          await answer(site, player, slot, slot % 3 ? 'right' : 'wrong')
        }
      }
    }
    const of4 = [0, 1, 2, 3].map((place) => places.get(`4:${place}`) ?? 0)
    const all = of4.reduce((sum, n) => sum + n, 0)
    assert.ok(all > 60, `only ${all} questions with four options`)
    for (const n of of4)
      assert.ok(n > all / 10, `of ${all} right options ${of4.join(', ')} stand in each place`)
  })

  test('no later question is on the page, nor the words of the summary', async () => {
    const player = await begin(site)
    const page = await player.client.get(`/jobs/${player.job}`)
    for (const slot of [2, 3, 4]) {
      const { text } = await secret(site, player.job, slot)
      assert.ok(!page.text.includes(text))
    }
  })

  test('the result of one answer shows nothing of the next question', async () => {
    const player = await begin(site)
    const page = await answer(site, player, 1)
    assert.ok(!page.text.includes((await secret(site, player.job, 2)).text))
    assert.match(page.text, /Next question/)
  })
})
