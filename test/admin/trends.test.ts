import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Client, type Site, startApp } from '../client.ts'
import { addAward, addFlight, addJob, addManyAwards, addPayment, addPlayer, cells } from './goings-on.ts'

const DAY = 86_400_000
const at = (text: string) => Date.parse(text)
const START = at('2024-11-20T00:00Z')
const END = at('2025-02-10T00:00Z')

/** The days around the end of a year, with the moments at which a day, a week and a month change. */
const EDGES = [
  '2024-11-30T23:59:59.999Z',
  '2024-12-01T00:00:00.000Z',
  '2024-12-29T23:59:59.999Z',
  '2024-12-30T00:00:00.000Z',
  '2024-12-31T23:59:59.999Z',
  '2025-01-01T00:00:00.000Z',
].map(at)

/** Reckoned without the rules: the calendar's own words for a moment. */
const NAMES = {
  day: (ms: number) => new Date(ms).toISOString().slice(0, 10),
  week: (ms: number) => new Date(ms - ((new Date(ms).getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10),
  month: (ms: number) => `${new Date(ms).toISOString().slice(0, 7)}-01`,
}
type By = keyof typeof NAMES

interface Event {
  at: number
  player: number
  column: string
  n: number
}

let site: Site
let editor: Client
const events: Record<'begun' | 'answers' | 'jobs' | 'flights' | 'coins' | 'awards', Event[]> = {
  begun: [],
  answers: [],
  jobs: [],
  flights: [],
  coins: [],
  awards: [],
}

before(async () => {
  site = await startApp('admin')
  editor = await site.as('editor')
  const [a, b] = await site.db.selectFrom('cities').select('id').limit(2).execute()
  const moments = [
    ...EDGES,
    ...Array.from({ length: 60 }, (_, i) => START + ((i * 7919) % 1968) * (DAY / 24) + i),
  ]
  await site.write(async (tx) => {
    const players: number[] = []
    for (const [i, when] of moments.entries()) {
      const note = (of: keyof typeof events, player: number, column: string, n = 1) =>
        void events[of].push({ at: when, player, column, n })
      if (players.length < 12) {
        players.push(await addPlayer(tx, when, a!.id))
        note('begun', players.at(-1)!, 'New')
      }
      const player = players[(i * 5) % players.length]!
      const outcomes = (['right', 'wrong', 'late'] as const).slice(i % 3)
      const kind = i % 4 ? 'job' : 'tutorial'
      await addJob(tx, player, when, { kind, outcomes: [...outcomes] })
      note('jobs', player, kind === 'job' ? 'Jobs' : 'Tutorials')
      for (const one of outcomes)
        note('answers', player, { right: 'Right', wrong: 'Wrong', late: 'Late' }[one])
      const seat = i % 5 ? 'economy' : 'first'
      await addFlight(tx, player, when, [a!.id, b!.id], seat)
      note('flights', player, seat === 'first' ? 'First class' : 'Economy')
      const reason = (['job', 'tutorial', 'award', 'author', 'gift'] as const)[i % 5]!
      await addPayment(tx, player, when, reason, 10 + i)
      await addPayment(tx, player, when, 'flight', -3 * i - 1)
      const column = {
        job: 'By jobs',
        tutorial: 'By tutorials',
        award: 'By awards',
        author: 'By questions they wrote',
        gift: 'gift',
      }
      note('coins', player, column[reason], 10 + i)
      note('coins', player, 'Spent', 3 * i + 1)
      const award = (['moon', 'first-class', 'once-upon-a-time'] as const)[i % 3]!
      await addAward(tx, player, when, award, String(i))
      note(
        'awards',
        player,
        { moon: 'To the Moon', 'first-class': 'First class', 'once-upon-a-time': 'once-upon-a-time' }[award],
      )
    }
  })
})
after(() => site.close())

const trend = (query: string) => editor.get(`/admin/reports/trends?${query}`)

/** Every column of the CSV, by the first day of the row. */
async function columns(query: string) {
  const page = await trend(`${query}&format=csv`)
  assert.equal(page.status, 200)
  assert.match(page.headers.get('Content-Type')!, /text\/csv/)
  const [head, ...rows] = cells(page)
  return {
    head: head!,
    days: rows.map((row) => row[1]!),
    names: rows.map((row) => row[0]!),
    of: (column: string) => {
      const i = head!.indexOf(column)
      assert.ok(i > 1, `no column ${column} in ${head}`)
      return new Map(rows.map((row) => [row[1]!, Number(row[i])]))
    },
  }
}

const RANGE = 'from=2024-11-20&to=2025-02-09'

/** The sums of what was made in the buckets that the range touches. */
function sums(list: Event[], by: By, first: string, days: string[]) {
  const found = new Map(days.map((day) => [day, 0]))
  for (const one of list.filter((event) => NAMES[by](event.at) >= first)) {
    const name = NAMES[by](one.at)
    found.set(name, found.get(name)! + one.n)
  }
  return found
}

describe('A report over time', () => {
  for (const by of ['day', 'week', 'month'] as const) {
    for (const [what, all] of [
      ['jobs', 'All jobs'],
      ['answers', 'All answers'],
      ['flights', 'All flights'],
      ['awards', 'All awards'],
      ['coins', 'All earned'],
    ] as const) {
      test(`counts ${what} by ${by}, each part and all together`, async () => {
        const csv = await columns(`what=${what}&by=${by}&${RANGE}`)
        const known = new Set(events[what].map((one) => one.column))
        assert.ok(known.size >= 2)
        for (const column of known) {
          const own = events[what].filter((one) => one.column === column)
          assert.deepEqual(csv.of(column), sums(own, by, csv.days[0]!, csv.days), column)
        }
        const together = events[what].filter((one) => one.column !== 'Spent')
        assert.deepEqual(csv.of(all), sums(together, by, csv.days[0]!, csv.days))
      })
    }

    test(`counts who is new and who played by ${by}, each player once`, async () => {
      const csv = await columns(`what=players&by=${by}&${RANGE}`)
      assert.deepEqual(csv.of('New'), sums(events.begun, by, csv.days[0]!, csv.days))
      for (const [day, n] of csv.of('Who played')) {
        const there = events.answers.filter((one) => NAMES[by](one.at) === day)
        assert.equal(n, new Set(there.map((one) => one.player)).size, day)
      }
    })

    test(`has a row for every ${by}, with 0 where nothing happened`, async () => {
      const { days } = await columns(`what=jobs&by=${by}&${RANGE}`)
      const expected = new Set<string>()
      for (let ms = at(days[0]!); ms < END; ms += DAY) expected.add(NAMES[by](ms))
      assert.deepEqual(days, [...expected])
      assert.equal(days[0], NAMES[by](START))
    })
  }

  test('parts the last moment of a day, week and month from the first of the next', async () => {
    const jobs = async (by: By, day: string) =>
      (await columns(`what=awards&by=${by}&${RANGE}`)).of('All awards').get(day)
    const made = (from: string, to: string) =>
      events.awards.filter((one) => one.at >= at(from) && one.at < at(to)).length
    assert.equal(await jobs('day', '2024-12-31'), made('2024-12-31', '2025-01-01'))
    assert.equal(await jobs('week', '2024-12-30'), made('2024-12-30', '2025-01-06'))
    assert.equal(await jobs('month', '2024-12-01'), made('2024-12-01', '2025-01-01'))
  })

  test('names weeks as ISO 8601 does', async () => {
    const { names } = await columns('what=jobs&by=week&from=2024-12-23&to=2025-01-06')
    assert.deepEqual(names, ['2024-W52', '2025-W01', '2025-W02'])
  })

  test('has nothing of what is outside its days', async () => {
    const csv = await columns('what=flights&from=2024-12-01&to=2024-12-01')
    assert.deepEqual(csv.days, ['2024-12-01'])
    const made = events.flights.filter((one) => NAMES.day(one.at) === '2024-12-01').length
    assert.equal(csv.of('All flights').get('2024-12-01'), made)
  })

  test('ends before the first moment of the next day, in its sums too', async () => {
    const there = (event: Event) => NAMES.day(event.at) === '2024-11-30'
    const { text } = await trend('what=answers&from=2024-11-30&to=2024-11-30')
    const made = events.answers.filter(there).length
    assert.match(text, new RegExp(`<dt>All answers</dt><dd class="figure">${made}</dd>`))
    const played = await trend('what=players&from=2024-11-30&to=2024-11-30')
    const people = new Set(events.answers.filter(there).map((one) => one.player)).size
    assert.match(played.text, new RegExp(`<dt>Who played</dt><dd class="figure">${people}</dd>`))
  })

  test('shows the sums, the newest first, and how many people there were in all', async () => {
    const { text } = await trend(`what=players&${RANGE}`)
    const people = new Set(events.answers.map((one) => one.player)).size
    assert.match(text, new RegExp(`<dt>Who played</dt><dd class="figure">${people}</dd>`))
    assert.match(text, new RegExp(`<dt>New</dt><dd class="figure">${events.begun.length}</dd>`))
    assert.ok(text.indexOf('row">Sun, 9 Feb 2025') < text.indexOf('row">Wed, 20 Nov 2024'))
    assert.match(text, /those of UTC/)
  })

  test('has a picture with a title, words for it and a bar for every day that had something', async () => {
    const { text } = await trend(`what=jobs&${RANGE}`)
    const svg = /<svg class="chart"[\s\S]*?<\/svg>/.exec(text)![0]
    assert.match(svg, /role="img" aria-labelledby="chart-1-title" aria-describedby="chart-1-says"/)
    assert.match(svg, /<title id="chart-1-title">All jobs by day<\/title>/)
    assert.match(svg, new RegExp(`<desc id="chart-1-says">82 days, ${events.jobs.length} in all; most: `))
    const days = new Set(events.jobs.map((one) => NAMES.day(one.at)))
    assert.equal(svg.match(/<rect class="piece/g)!.length, days.size)
  })

  test('shows nothing of what never happened but in its table', async () => {
    const { text } = await trend(`what=awards&${RANGE}`)
    assert.match(text, /<th scope="col" class="right">10,000 miles<\/th>/)
    assert.doesNotMatch(text, /<figcaption>10,000 miles/)
    assert.match(text, /<figcaption>To the Moon/)
  })

  test('says that there is nothing where there is nothing', async () => {
    const page = await trend('what=coins&from=2020-01-01&to=2020-02-01')
    assert.equal(page.status, 200)
    assert.match(page.text, /Nothing in these days/)
    assert.doesNotMatch(page.text, /<svg class="chart"/)
  })

  test('that is not over yet says so', async () => {
    const { text } = await trend('what=players')
    assert.equal(text.match(/so far/g)!.length, 1)
    assert.doesNotMatch((await trend(`what=players&${RANGE}`)).text, /so far/)
  })

  test('with days that do not fit is shown again, with all that was typed', async () => {
    const page = await trend('what=coins&by=week&from=soon&to=2025-02-30')
    assert.equal(page.status, 422)
    assert.match(page.text, /name="from" type="text"[^>]* value="soon"[^>]* aria-invalid="true"/)
    assert.match(page.text, /value="2025-02-30"/)
    assert.equal(page.text.match(/This is no date/g)!.length, 2)
    assert.match(page.text, /<option value="week" selected>/)
    assert.match((await trend('from=2025-02-02&to=2025-02-01')).text, /after the last day/)
    assert.match((await trend('from=2020-01-01&to=2025-02-01')).text, /more than 400 days/)
    assert.equal((await trend('from=soon&format=csv')).status, 422)
  })

  test('takes whatever else stands in the address for what it usually shows', async () => {
    for (const query of [
      'what=%3Cscript%3E',
      'by=second',
      'what=toString',
      'from=&to=',
      'what[]=jobs',
      'by=day&by=week',
    ]) {
      const page = await trend(query)
      assert.equal(page.status, 200, query)
      assert.match(page.text, /<h1>Players over time<\/h1>/)
      assert.doesNotMatch(page.text, /<script>/)
    }
  })

  test('keeps the days when something else is looked at', async () => {
    const { text } = await trend(`what=jobs&by=week&${RANGE}`)
    assert.match(
      text,
      /href="\/admin\/reports\/trends\?what=coins&amp;by=week&amp;from=2024-11-20&amp;to=2025-02-09"/,
    )
  })

  test('is open to an ambassador, and names nobody', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const page = await ambassador.get(`/admin/reports/trends?what=players&${RANGE}`)
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /Traveller \d/)
  })

  test('of more than 100,000 rows says so first, and keeps that in all its links when it ran', async () => {
    const player = (await site.as('player')).id
    await site.write((tx) => addManyAwards(tx, player, 100_000))
    const before = await trend(`what=awards&${RANGE}`)
    assert.match(before.text, /reads <strong class="number">100,0\d\d<\/strong> rows/)
    assert.match(before.text, /name="run" value="1"/)
    assert.doesNotMatch(before.text, /<table|<svg class="chart"/)
    assert.match((await trend(`what=awards&${RANGE}&format=csv`)).text, /Run it/)
    const ran = await trend(`what=awards&${RANGE}&run=1`)
    assert.match(ran.text, /<svg class="chart"/)
    assert.match(ran.text, /run=1&amp;format=csv"/)
    assert.match(ran.text, /Each look reads <span class="number">100,0\d\d</)
    assert.doesNotMatch((await trend(`what=jobs&${RANGE}`)).text, /Run it/)
    assert.match((await editor.get('/admin/awards')).text, /Run it/)
    assert.match((await editor.get('/admin/awards?run=1')).text, /100,0\d\d/)
  })
})
