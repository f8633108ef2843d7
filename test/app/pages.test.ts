import assert from 'node:assert/strict'
import { connect as open } from 'node:net'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import type { Tx } from '../../shared/db/connection.ts'
import { type Client, type Page, type Site, startApp } from '../client.ts'
import { begin, deliver, finish, inParis, type Player, take, world } from './play.ts'

let site: Site
let player: Player
let question: string
before(async () => {
  site = await startApp('app')
  player = await inParis(site)
  const { text } = await player.client.get('/cities/paris')
  question = `/jobs/${await take(player, /name="category" value="([^"]+)"/.exec(text)![1]!)}`
})
after(() => site.close())

test('the credits name the photos players can meet, of cities and published questions, and no others', async () => {
  const photos = await import('../../shared/db/photos.ts')
  const questions = await import('../../shared/db/questions.ts')
  const cities = await import('../../shared/db/cities.ts')
  const cityEdits = await import('../../shared/db/city-edits.ts')
  const pixels = { recipe: '', format: 'jpeg', width: 1, height: 1, widths: '[1]' } as const
  const words = { alt: 'A', description: '', author: 'A', licence: 'CC0', source: '' }
  const add = (title: string, hang: (tx: Tx, photo: number) => Promise<unknown>) =>
    site.write(async (tx) => {
      const row = {
        ...pixels,
        ...words,
        sha256: title.padEnd(64, '0'),
        title,
        created_by: null,
        created_at: 0,
      }
      await hang(tx, (await photos.insert(tx, row)).id)
    })
  const asked = (state: 'draft' | 'published' | 'retired') => async (tx: Tx, photo: number) => {
    const { id } = await tx
      .selectFrom('questions')
      .select('id')
      .where('state', '=', 'published')
      .executeTakeFirstOrThrow()
    const { id: _, key, ...row } = (await questions.byId(tx, id))!
    const made = await tx
      .insertInto('questions')
      .values({ ...row, state })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('question_photos')
      .values({ question_id: made.id, position: 0, photo_id: photo })
      .execute()
  }
  await add('Hangs nowhere', async () => {})
  await add('Of a draft', asked('draft'))
  await add('Of a retired one', asked('retired'))
  await add('Of a published one', asked('published'))
  const paris = (await cities.bySlug(site.db, 'paris'))!
  const [shown] = await cities.photos(site.db, paris.id)
  await add('Of a city', (tx, photo) => cityEdits.setPhotos(tx, paris.id, [photo]))
  const { text } = await player.client.get('/credits')
  assert.match(text, /Of a published one/)
  assert.match(text, /Of a city/)
  assert.doesNotMatch(text, /Hangs nowhere|Of a draft|Of a retired one/)
  await site.write((tx) => cityEdits.setPhotos(tx, paris.id, shown ? [shown.id] : []))
})

const OPEN = ['/', '/sign-in', '/credits', '/privacy', '/nowhere']
const closed = () => {
  const mine = [
    question,
    '/cities/paris',
    '/cities/tokyo',
    '/cities/nomansland',
    '/airport',
    '/tickets/london',
  ]
  return [...mine, '/flights/1', '/coins', '/miles', '/awards', '/settings', '/sign-up']
}

function isWhole(page: Page, path: string) {
  assert.match(page.text, /^<!doctype html>\n<html lang="en">/, path)
  assert.match(page.text, /<title>[^<\s][^<]* · Around the World<\/title>/, path)
  assert.equal(page.text.match(/<h1[ >]/g)?.length, 1, `${path} has one h1`)
  assert.match(page.text, /<main id="main"/, path)
  assert.match(page.headers.get('Content-Type')!, /^text\/html; charset=utf-8$/i)
}

/** What the browser would fetch by itself: links (href of <a>) are not. */
function loaded(page: Page): string[] {
  const tags = page.text.replace(/<a\s[^>]*>/g, '')
  const plain = [...tags.matchAll(/\s(?:src|href|action|poster|data)="([^"]*)"/g)].map((one) => one[1]!)
  const sets = [...tags.matchAll(/\ssrcset="([^"]*)"/g)].flatMap((one) =>
    one[1]!.split(',').map((part) => part.trim().split(' ')[0]!),
  )
  return [...plain, ...sets]
}

describe('Every page', () => {
  test('has a title, one h1 and a language, and loads nothing from elsewhere', async () => {
    const pages: [Client, string][] = [
      ...OPEN.map((path): [Client, string] => [site.client(), path]),
      ...[...OPEN, ...closed()].map((path): [Client, string] => [player.client, path]),
    ]
    for (const [client, path] of pages) {
      const page = await client.get(path)
      assert.equal(page.status, path === '/nowhere' ? 404 : 200, path)
      isWhole(page, path)
      for (const url of loaded(page)) assert.match(url, /^\/(?![/\\])/, `${path} loads ${url}`)
    }
  })

  test('is whole after an answer, at the end of a job and when a form is refused', async () => {
    const worker = await begin(site)
    const refused = await worker.client.post('/accounts', { email: 'x', password: 'x' })
    const result = await worker.client.post(`/jobs/${worker.job}/answers`, { slot: 1, option: 0 })
    const pages = [refused, await worker.client.get(result.location), await finish(site, worker)]
    for (const page of pages) isWhole(page, 'the page')
  })

  test('finds all that it loads', async () => {
    const urls = new Set<string>()
    for (const path of [...OPEN, ...closed()])
      for (const url of loaded(await player.client.get(path))) urls.add(url)
    for (const url of urls) {
      if (!/^\/(?:static|media)\//.test(url)) continue
      const page = await site.client().get(url)
      assert.equal(page.status, 200, url)
      if (/[?&]v=|\/media\//.test(url)) assert.match(page.headers.get('Cache-Control')!, /immutable/)
      assert.equal(page.headers.get('Set-Cookie'), null)
    }
  })

  test('is found in capitals too', async () => {
    assert.equal((await player.client.get('/AIRPORT')).status, 200)
    assert.equal((await player.client.get('/Settings')).status, 200)
  })

  test('answers HEAD like GET, without the page', async () => {
    for (const path of [...OPEN, ...closed()]) {
      const [get, head] = [
        await player.client.get(path),
        await player.client.request(path, { method: 'HEAD' }),
      ]
      assert.equal(head.status, get.status, path)
      assert.equal(head.text, '')
      assert.equal(head.headers.get('Content-Type'), get.headers.get('Content-Type'))
    }
  })

  test('carries the headers that keep others out', async () => {
    for (const path of [...OPEN, ...closed()]) {
      const { headers } = await player.client.get(path)
      assert.match(headers.get('Content-Security-Policy')!, /^default-src 'none'; .*frame-ancestors 'none'/)
      assert.doesNotMatch(headers.get('Content-Security-Policy')!, /unsafe|\*|https?:/)
      assert.equal(headers.get('X-Content-Type-Options'), 'nosniff')
      assert.equal(headers.get('Cache-Control'), 'no-store')
      assert.equal(headers.get('X-Powered-By'), null)
    }
  })

  test('behind the door leads a stranger to sign in, and back', async () => {
    for (const path of closed()) {
      const page = await site.client().get(path)
      assert.deepEqual([page.status, page.location], [303, `/sign-in?next=${encodeURIComponent(path)}`])
    }
  })

  test('of the dashboard is not here', async () => {
    const { client } = player
    const admin = await site.as('admin')
    for (const path of ['/admin', '/admin/', '/admin/questions', '/admin/sign-in', '/admin/players'])
      for (const one of [client, admin, site.client()]) assert.equal((await one.get(path)).status, 404, path)
    assert.equal((await admin.post('/admin/sessions')).status, 404)
  })
})

describe('A request no browser sends', () => {
  const strange = [
    '/%E0%A4%A',
    '/%',
    '/cities/%E0%A4%A',
    '/cities/%00',
    '/jobs/%2e%2e%2f1',
    '/jobs/1e0',
    '/jobs/-1',
    '/jobs/0x1',
    '/jobs/1%20',
    "/jobs/1'--",
    '/jobs/99999999999999999999',
    '/tickets/__proto__',
    '/tickets/constructor',
    '/static/%E0%A4%A',
    '/static/../package.json',
    '/static/..%2fpackage.json',
    '/static/%2e%2e/%2e%2e/etc/passwd',
    '/media/..%2f..%2faroundtheworld.db',
    '/static/',
    '/static/css',
    '/media/.hidden',
    `/${'x'.repeat(7000)}`,
  ]
  for (const path of strange) {
    test(`${path.slice(0, 40)} is not found, and nothing breaks`, async () => {
      const before = await world(site)
      const page = await raw(site, `GET ${path} HTTP/1.1\r\nHost: x\r\nCookie: ${player.client.cookie}`)
      assert.match(page, /^HTTP\/1\.1 40[04] /)
      tellsNothing(page)
      assert.equal(await world(site), before)
    })
  }

  test('with JSON is refused with 415, as is a file', async () => {
    const own = { Origin: site.url, 'Sec-Fetch-Site': 'same-origin' }
    const path = `${question}/answers`
    const before = await world(site)
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', '']) {
      const init = {
        method: 'POST',
        headers: { ...own, 'Content-Type': type },
        body: '{"slot":1,"option":0}',
      }
      const page = await player.client.request(path, init)
      assert.equal(page.status, 415, type)
    }
    assert.equal(await world(site), before)
  })

  test('with a form that is too large is refused with 413', async () => {
    const { client } = player
    const big = { slot: 1, option: 'x'.repeat(300_000) }
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, 'x']))
    const forms: Record<string, string | number>[] = [
      big,
      { slot: '1'.repeat(20_001) },
      many,
      { ['n'.repeat(200)]: 'x' },
    ]
    for (const form of forms) {
      const page = await client.post(`${question}/answers`, form)
      assert.equal(page.status, 413, Object.keys(form).join().slice(0, 20))
    }
  })

  test('from another site, without its headers or with another token changes nothing', async () => {
    const { client } = player
    const before = await world(site)
    const fields = { units: 'km', clock: '0' }
    const none = { Origin: '', 'Sec-Fetch-Site': '' }
    const sites = ['cross-site', 'same-site', 'none'].map((name) => ({ 'Sec-Fetch-Site': name }))
    for (const headers of [...sites, none])
      assert.equal((await client.post('/settings', fields, headers)).status, 403)
    const elsewhere = { Origin: 'https://evil.example', 'Sec-Fetch-Site': '' }
    assert.equal((await client.post('/settings', fields, elsewhere)).status, 403)
    for (const csrf of ['', 'x', await site.client().token(), ['a', 'b']])
      assert.equal((await client.post('/settings', { ...fields, csrf })).status, 403)
    assert.equal(await world(site), before)
  })

  test('by a method that is not served changes nothing and is no error of ours', async () => {
    const before = await world(site)
    const own = { Origin: site.url, 'Sec-Fetch-Site': 'same-origin' }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      for (const path of ['/', '/settings', question, '/flights/1']) {
        const page = await player.client.request(path, { method, headers: own })
        assert.ok(page.status >= 400 && page.status < 500, `${method} ${path}: ${page.status}`)
      }
    assert.equal(await world(site), before)
  })

  test('that is no HTTP is answered or closed, and the next one is served', async () => {
    for (const text of [
      '\0\0\0',
      'GET / HTTP/9.9',
      'GET  / HTTP/1.1\r\nHost: x',
      'POST / HTTP/1.1\r\nContent-Length: -1',
    ])
      assert.match(await raw(site, text), /^(HTTP\/1\.1 [245]\d\d |$)/)
    assert.equal((await site.client().get('/')).status, 200)
  })
})

describe('An error', () => {
  test('of ours is a plain page without a word of the cause', async () => {
    const broken = await startApp('app')
    const client = broken.client()
    client.cookie = player.client.cookie
    assert.equal((await client.get('/cities/paris')).status, 200)
    try {
      await broken.breakDatabase()
      const page = await client.get('/cities/paris')
      assert.equal(page.status, 500)
      assert.match(page.text, /Something broke on our side/)
      tellsNothing(page.text)
    } finally {
      await broken.close()
    }
  })
})

function tellsNothing(text: string) {
  assert.doesNotMatch(text, /node_modules|\.ts:\d|at \w+ \(|SQLITE|Error:|ENOENT|\/shared\/|password_hash/)
}

/** Sends these bytes and gives back all that comes. */
function raw(site: Site, head: string): Promise<string> {
  const { hostname, port } = new URL(site.url)
  return new Promise((done) => {
    let text = ''
    const socket = open(Number(port), hostname, () => socket.write(`${head}\r\nConnection: close\r\n\r\n`))
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => done(text))
  })
}

describe('The work of a page', () => {
  test('is at most 12 queries for a city, a question, the airport and the rest', async () => {
    const memory = new Database(':memory:')
    const statement = Object.getPrototypeOf(memory.prepare('select 1')) as {
      all: (...p: unknown[]) => unknown
    }
    const { all } = statement
    let queries = 0
    statement.all = function (...parameters) {
      queries++
      return all.apply(this, parameters)
    }
    try {
      await deliver(player, 1)
      for (const path of [...closed(), '/']) {
        queries = 0
        await player.client.get(path)
        assert.ok(queries >= 1 && queries <= 12, `${path}: ${queries} queries`)
      }
    } finally {
      statement.all = all
      memory.close()
    }
  })
})
