import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '../client.ts'
import { type Stack, startStack } from '../journey/stack.ts'
import { type Figure, figure, inTurns, percentile } from './figures.ts'
import { load } from './load.ts'
import { pictures, remarked, workFolder } from './pictures.ts'
import { bare, checkReferences, checkSameWork, imageMagick, vipsthumbnail } from './references.ts'

const PHOTOS = 40
const ROUNDS = 3
/** As many as the dashboard's own page sends at a time. */
const AT_ONCE = 2
/** The slow references get a few of the forty. */
const FEW = 4

/** What players do meanwhile. */
const PAGES = ['/', '/credits', '/cities/paris']
const PER_SECOND = 200
const SECONDS = 15
const WARM_SECONDS = 3
/** A wait nobody notices, however much shorter it is when nothing else goes on. */
const UNNOTICED_MS = 15

/** While so many photos come in, the dashboard may take no more than a quarter over its peak during the first. */
const MANY = 200
const FIRST = 20

/** Photos into the dashboard: how fast, beside what else can make the files; what players notice; what memory it takes. */
export async function* photos(): AsyncGenerator<Figure> {
  checkReferences()
  const folder = workFolder('photos')
  const paths = await pictures(PHOTOS)
  const site = await startStack()
  try {
    const send = await newSender(site)
    yield* burden(site, send, paths)
    yield* speed(site, send, paths, folder)
  } finally {
    await site.stop()
  }
}

type Send = Awaited<ReturnType<typeof newSender>>

/** Somebody signed in to the dashboard, who sends photos as its page does; each is a file it has not seen yet. */
async function newSender(site: Stack) {
  const admin = new Client(site.url, '/admin/sign-in')
  await admin.signIn(site.adminEmail, site.adminPassword)
  await admin.post('/admin/password', {
    current: site.adminPassword,
    password: 'every photo at its own pace',
  })
  await admin.get('/admin/photos/new')
  const words = { photo_alt: 'A place', photo_author: 'Ada', photo_licence: 'CC BY 4.0' }
  let sent = 0
  return async (path: string) => {
    const title = `Photo ${sent++}`
    const jpeg = remarked(readFileSync(path), title)
    const photo_file = new File([new Uint8Array(jpeg)], `${title}.jpg`)
    const page = await admin.post('/admin/photos', { ...words, photo_title: title, photo_file })
    assert.equal(page.status, 303, `a photo was not taken: ${page.text.slice(0, 2000)}`)
    return createHash('sha256').update(jpeg).digest('hex')
  }
}

/** Work that begins with `next` until there is no more, so much of it at a time. */
async function together<T>(next: () => T | undefined, work: (one: T) => Promise<unknown>): Promise<void> {
  const worker = async () => {
    for (let one = next(); one !== undefined; one = next()) await work(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function* burden(site: Stack, send: Send, paths: string[]): AsyncGenerator<Figure> {
  const ask = await newPlayer(site)
  const pids = await dashboardPids(site)
  let [begun, firstPeak] = [0, 0]
  const { idle, busy } = await inTurns(ROUNDS, {
    idle: ask,
    busy: async (round) => {
      let asking = true
      const asked = ask().finally(() => {
        asking = false
      })
      const enough = ((round + 1) * MANY) / ROUNDS
      await together(
        () => (asking || begun < enough ? paths[begun++ % paths.length] : undefined),
        async (path) => {
          await send(path)
          if (begun <= FIRST) firstPeak = peakOf(pids)
        },
      )
      return await asked
    },
  })
  assert.deepEqual(await dashboardPids(site), pids, 'the dashboard runs in the processes it began with')
  const bench = 'photos'
  yield figure(
    {
      bench,
      metric: 'public p99 while photos come in, ms',
      ours: busy,
      reference: idle,
      referenceName: 'while none comes in, ms',
    },
    { atMost: Math.max(3, UNNOTICED_MS / idle) },
  )
  yield figure(
    {
      bench,
      metric: `memory over ${MANY} photos, MB`,
      ours: peakOf(pids),
      reference: firstPeak,
      referenceName: `over the first ${FIRST}, MB`,
    },
    { atMost: 1.25 },
  )
}

/** A player in the middle of a game; asks for pages for a while and gives the wait that one of a hundred exceeds, in ms. */
async function newPlayer(site: Stack): Promise<() => Promise<number>> {
  const player = new Client(site.url, '/sign-in')
  assert.equal((await player.post('/players')).status, 303)
  const ask = async (seconds: number) => {
    const what = { url: site.url, paths: PAGES, cookie: player.cookie, perSecond: PER_SECOND, seconds }
    const { latencies, failures } = await load(what)
    assert.equal(failures, 0, 'every page was shown')
    return percentile(latencies, 0.99)
  }
  await ask(WARM_SECONDS)
  return () => ask(SECONDS)
}

async function dashboardPids(site: Stack): Promise<number[]> {
  const { stdout } = await site.pm2('jlist')
  const list: { name: string; pid: number }[] = JSON.parse(stdout.slice(stdout.indexOf('[{')))
  return list.filter(({ name }) => name === 'admin').map(({ pid }) => pid)
}

/** Megabytes: the most that each of these processes has had in memory since it began, together. */
const peakOf = (pids: number[]) =>
  pids
    .map((pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
    .reduce((sum, one) => sum + one, 0)

async function* speed(site: Stack, send: Send, paths: string[], folder: string): AsyncGenerator<Figure> {
  const few = paths.slice(0, FEW)
  const at = (name: string) => join(folder, name)
  let first = ''
  const rates = await inTurns(ROUNDS, {
    bare: () => bare(paths, at('bare')),
    vipsthumbnail: () => vipsthumbnail(few, at('vipsthumbnail')),
    imageMagick: () => imageMagick(few, at('imageMagick')),
    ours: async () => {
      const waiting = [...paths.entries()]
      const start = performance.now()
      await together(
        () => waiting.shift(),
        async ([i, path]) => {
          const sha256 = await send(path)
          if (i === 0) first = join(site.dataDir, 'www', 'media', sha256.slice(0, 2), sha256)
        },
      )
      return (paths.length * 1000) / (performance.now() - start)
    },
  })
  checkSameWork([first, at('bare'), at('vipsthumbnail'), at('imageMagick')])
  const beside = (referenceName: string, reference: number, atLeast: number) =>
    figure(
      { bench: 'photos', metric: 'photos a second', ours: rates.ours, reference, referenceName },
      { atLeast },
    )
  yield beside('sharp alone, no server', rates.bare, 0.8)
  yield beside('vipsthumbnail, file by file', rates.vipsthumbnail, 2.5)
  yield beside('ImageMagick, file by file', rates.imageMagick, 4)
}
