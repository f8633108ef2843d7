import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { runNode } from '../journey/stack.ts'
import {
  asJson,
  type Bench,
  type Figure,
  figure,
  inTurns,
  median,
  percentile,
  runBenches,
} from './figures.ts'
import { load } from './load.ts'
import { block } from './readme.ts'

const speed = (ours: number, reference: number) =>
  figure(
    { bench: 'walks', metric: 'steps a second', ours, reference, referenceName: 'a run' },
    { atLeast: 0.8 },
  )
const wait = (ours: number, reference: number) =>
  figure({ bench: 'walks', metric: 'wait', ours, reference, referenceName: 'no wait' }, { atMost: 3 })

const gives = (...figures: Figure[]): Bench =>
  async function* () {
    yield* figures
  }

async function run(benches: Record<string, Bench>, names: string[] = [], json = true) {
  const lines: string[] = []
  const complaints: string[] = []
  const code = await runBenches(benches, names, {
    json,
    print: (line) => lines.push(line),
    complain: (line) => complaints.push(line),
  })
  return { code, lines, complaints }
}

describe('Benches', () => {
  test('a figure is ok on its bar and on the good side of it', () => {
    assert.deepEqual(
      [79, 80, 81].map((ours) => speed(ours, 100).ok),
      [false, true, true],
    )
    assert.deepEqual(
      [2.9, 3, 3.1].map((ours) => wait(ours, 1).ok),
      [true, true, false],
    )
    assert.equal(speed(40, 50).ratio, 0.8)
  })

  test('a metric says by its words whether more of it is better, and has a bar of that kind', () => {
    const of = (metric: string) => ({
      ...{ bench: 'walks', metric, ours: 1, reference: 1, referenceName: 'a run' },
    })
    const more = ['steps a second, 10 hills', 'path: seo']
    for (const metric of more) assert.throws(() => figure(of(metric), { atMost: 1 }), /more or less/)
    const less = ['wait, ms', 'path: HTML, bytes', 'steps lost a second time']
    for (const metric of less) assert.throws(() => figure(of(metric), { atLeast: 1 }), /more or less/)
    for (const metric of more) assert.equal(figure(of(metric), { atLeast: 1 }).ok, true)
  })

  test('the README says on which side of its bar a figure has to be, also when it is just there, and the day it was told', () => {
    const text = block([speed(8, 10), wait(3, 1), wait(2, 1)], '2026-01-31', 'a machine')
    assert.match(text, /^Measured on 2026-01-31: a machine\.$/m)
    assert.deepEqual(text.match(/[≥≤] [\d.]+/g), ['≥ 0.8', '≤ 3', '≤ 3'])
  })

  test('where nothing was measured no figure is ok', () => {
    for (const [ours, reference] of [
      [1, 0],
      [0, 0],
      [Number.NaN, 1],
    ] as const) {
      assert.equal(speed(ours, reference).ok, false)
      assert.equal(wait(ours, reference).ok, false)
    }
  })

  test('a line of JSON says the whole figure', () => {
    assert.deepEqual(JSON.parse(asJson(speed(1 / 3, 2))), {
      bench: 'walks',
      metric: 'steps a second',
      ours: 0.3333,
      reference: 2,
      referenceName: 'a run',
      ratio: 0.1667,
      bar: 0.8,
      ok: false,
    })
  })

  test('the exit code is 1 as soon as one figure of one bench is not ok', async () => {
    const good = gives(speed(1, 1))
    const bad = gives(speed(1, 1), speed(0.1, 1), speed(1, 1))
    assert.deepEqual(await run({ good }), { code: 0, lines: [asJson(speed(1, 1))], complaints: [] })
    const both = await run({ bad, good })
    assert.equal(both.code, 1)
    assert.equal(both.lines.length, 4, 'and all are said')
    assert.equal((await run({ bad, good }, ['good'])).code, 0, 'only those that were named')
  })

  test('the table says which figure is not ok', async () => {
    const { lines } = await run({ walks: gives(speed(0.1, 1), wait(2, 1)) }, [], false)
    assert.match(lines[1]!, /^walks +steps a second +0\.1 +a run +1 +0\.1 +0\.8 +NO$/)
    assert.match(lines[2]!, /^walks +wait +2 +no wait +1 +2 +3 +yes$/)
  })

  test('a bench that breaks off says why, and the others go on', async () => {
    const broken: Bench = async function* () {
      yield speed(1, 1)
      throw new Error('vipsthumbnail is missing.')
    }
    const { code, lines, complaints } = await run({ broken, good: gives(speed(1, 1)) })
    assert.equal(code, 1)
    assert.equal(lines.length, 2)
    assert.match(complaints.join('\n'), /^The bench broken broke off: Error: vipsthumbnail is missing\./)
  })

  test('a bench that gives no figure has failed', async () => {
    const { code, complaints } = await run({ idle: gives(), good: gives(speed(1, 1)) })
    assert.equal(code, 1)
    assert.match(complaints.join('\n'), /^The bench idle broke off: Error: It gave no figure\./)
  })

  test('the command itself ends with 2 for a bench there is not, and names those there are', async () => {
    const { code, stdout, stderr } = await runNode([join(import.meta.dirname, 'run.ts'), 'swims'], {})
    assert.equal(code, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /^There is no bench swims\. There are: (?:\w+, )*photos/)
  })

  test('medians and percentiles are values that were seen', () => {
    assert.equal(median([9, 1, 5]), 5)
    assert.equal(median([4, 1, 3, 2]), 2)
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)
    assert.equal(percentile(hundred, 0.99), 99)
    assert.equal(percentile([7], 0.99), 7)
    assert.ok(Number.isNaN(median([])))
  })

  test('measures take turns', async () => {
    const order: string[] = []
    const measure = (name: string) => async (round: number) => {
      order.push(name + round)
      return round === 0 ? 100 : round
    }
    assert.deepEqual(await inTurns(3, { a: measure('a'), b: measure('b') }), { a: 2, b: 2 })
    assert.deepEqual(order, ['a0', 'b0', 'a1', 'b1', 'a2', 'b2'])
  })

  test('the load goes on while the site stands still, and what waited counts from when it was due', async () => {
    let asked = 0
    let held: (() => void)[] | undefined = []
    // Nothing is answered before the last of the forty has been asked.
    const server = createServer((request, response) => {
      const answer = () => void response.writeHead(request.url === '/gone' ? 404 : 200).end()
      if (held) held.push(answer)
      else answer()
      if (++asked < 40) return
      for (const late of held ?? []) late()
      held = undefined
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const paths = ['/', '/', '/', '/gone']
      const answers = await load({ url, paths, cookie: '', perSecond: 200, seconds: 0.2 })
      assert.equal(answers.latencies.length, 40)
      assert.equal(answers.failures, 10)
      // The first was due 39 × 5 ms before the last was asked.
      assert.ok(Math.max(...answers.latencies) >= 195, String(Math.max(...answers.latencies)))
    } finally {
      server.close()
    }
  })

  test('every fifth request is an answer; one that fails is sent again, and after the tenth question comes another job', async () => {
    const sent: string[] = []
    const server = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request))
      if (request.method === 'GET') return void response.end()
      assert.equal(form.get('csrf'), `token of ${request.headers.cookie}`)
      sent.push(`${request.headers.cookie} ${request.url} ${form.get('slot') ?? form.get('category')}`)
      const isFirst = sent.filter((line) => line === 'bo /jobs/2/answers 1').length === 1
      const fails = isFirst && request.headers.cookie === 'bo'
      response.writeHead(fails ? 503 : 303, { Location: '/jobs/3' }).end()
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const player = (cookie: string, job: string, slot: number) => {
      return { cookie, csrf: `token of ${cookie}`, category: 'flags', job, slot }
    }
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const players = [player('ada', '/jobs/1', 9), player('bo', '/jobs/2', 1)]
      const what = { url, paths: ['/'], cookie: '', perSecond: 100, seconds: 0.2, players }
      const answers = await load(what)
      assert.deepEqual(
        sent.filter((line) => line.startsWith('ada')),
        ['ada /jobs/1/answers 9', 'ada /jobs/1/deliveries 10', 'ada /jobs/1/answers 10', 'ada /jobs flags'],
      )
      assert.deepEqual(
        sent.filter((line) => line.startsWith('bo')),
        ['bo /jobs/2/answers 1', 'bo /jobs/2/answers 1', 'bo /jobs/2/deliveries 2'],
      )
      assert.deepEqual(answers.players, [player('ada', '/jobs/3', 1), player('bo', '/jobs/2', 2)])
      assert.deepEqual([answers.failures, answers.failed], [1, ['503 for /jobs/2/answers']])
      assert.equal(answers.latencies.length, 16 + sent.length)
    } finally {
      server.close()
    }
  })
})
