import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Client } from '../client.ts'
import { type Stack, startStack } from '../journey/stack.ts'
import { type Figure, figure, inTurns, percentile } from './figures.ts'
import { load, PATIENCE_MS } from './load.ts'
import { pictures, remarked, workFolder } from './pictures.ts'
import { bare, checkReferences, checkSameWork, imageMagick, vipsthumbnail } from './references.ts'

const PHOTOS = 40
const ROUNDS = 3
/** As many as the dashboard's own page sends at a time. */
const AT_ONCE = 4
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
const MANY = 201
const FIRST = 20

/** Photos into the dashboard: how fast, beside what else can make the files; what players notice; what memory it takes. */
export async function* photos(): AsyncGenerator<Figure> {
  checkReferences()
  const folder = workFolder('photos')
  const paths = await pictures(PHOTOS)
  const site = await startStack()
  try {
    const sender = newSender(await newAdmin(site))
    yield* burden(site, sender, paths)
    yield* speed(site, sender, paths, folder)
  } finally {
    await site.stop()
  }
}

type Sender = ReturnType<typeof newSender>

/** Somebody signed in to the dashboard of a site that was just made. */
export async function newAdmin(site: Stack): Promise<Client> {
  const admin = new Client(site.url, '/admin/sign-in')
  await admin.signIn(site.adminEmail, site.adminPassword)
  const changed = { current: site.adminPassword, password: 'every photo at its own pace' }
  assert.equal((await admin.post('/admin/password', changed)).status, 303)
  return admin
}

/** Sends photos as the dashboard's page does; each is a file it has not seen yet. */
export function newSender(admin: Client) {
  let made = 0
  /** The whole request is made beforehand: what a browser does is no work of the site's. */
  async function form(path: string) {
    const csrf = await admin.token()
    const photo_title = `Photo ${made++}`
    const jpeg = remarked(readFileSync(path), photo_title)
    const fields = {
      csrf,
      photo_title,
      photo_alt: 'A place',
      photo_author: 'Ada',
      photo_licence: 'CC BY 4.0',
    }
    const data = new FormData()
    for (const [name, value] of Object.entries(fields)) data.append(name, value)
    data.append('photo_file', new File([new Uint8Array(jpeg)], `${photo_title}.jpg`))
    const encoded = new Response(data)
    const type = encoded.headers.get('Content-Type')!
    const sha256 = createHash('sha256').update(jpeg).digest('hex')
    return { sha256, type, body: await encoded.bytes() }
  }
  /** The bytes as they are, which costs this process next to nothing: browsers are not on the site's own machine. */
  async function send({ type, body }: Awaited<ReturnType<typeof form>>) {
    const { url, cookie } = admin
    const headers = {
      cookie,
      'Content-Type': type,
      'Content-Length': body.length,
      'Sec-Fetch-Site': 'same-origin',
    }
    const sent = request(`${url}/admin/photos`, { method: 'POST', headers, agent: false })
    sent.end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    const said = await text(answer)
    assert.equal(answer.statusCode, 303, `a photo was not taken: ${said.slice(0, 2000)}`)
  }
  return { form, send }
}

/** Work that begins with `next` until there is no more, so much of it at a time. */
export async function together<T>(
  next: () => T | undefined,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  const worker = async () => {
    for (let one = next(); one !== undefined; one = next()) await work(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function* burden(site: Stack, { form, send }: Sender, paths: string[]): AsyncGenerator<Figure> {
  const ask = await newPlayer(site)
  const pids = await dashboardPids(site)
  let [sent, firstPeak] = [0, 0]
  const { idle, busy } = await inTurns(ROUNDS, {
    idle: ask,
    busy: async () => {
      const forms = await Promise.all(
        Array.from({ length: MANY / ROUNDS }, (_, i) => form(paths[i % paths.length]!)),
      )
      const all = together(
        () => forms.shift(),
        async (one) => {
          await send(one)
          if (++sent <= FIRST) firstPeak = peakOf(pids)
        },
      )
      const [p99] = await Promise.all([ask(), all])
      return p99
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
    // A page that is never shown is worse than one of a hundred that comes late.
    return failures > 0 ? PATIENCE_MS : percentile(latencies, 0.99)
  }
  await ask(WARM_SECONDS)
  return () => ask(SECONDS)
}

async function dashboardPids(site: Stack): Promise<number[]> {
  const { stdout } = await site.pm2('jlist')
  const list: { name: string; pid: number }[] = JSON.parse(stdout.slice(stdout.indexOf('[{')))
  return list.filter(({ name }) => name === 'admin').map(({ pid }) => pid)
}

/** Megabytes: the most that each of these processes, and each that works for one of them, has had in memory since it began, together. */
const peakOf = (pids: number[]) =>
  [...pids, ...pids.flatMap(childrenOf)]
    .map((pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
    .reduce((sum, one) => sum + one, 0)

const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

async function* speed(
  site: Stack,
  { form, send }: Sender,
  paths: string[],
  folder: string,
): AsyncGenerator<Figure> {
  const few = paths.slice(0, FEW)
  const at = (name: string) => join(folder, name)
  let ours = ''
  const rates = await inTurns(ROUNDS, {
    bare: () => bare(paths, at('bare')),
    vipsthumbnail: () => vipsthumbnail(few, at('vipsthumbnail')),
    imageMagick: () => imageMagick(few, at('imageMagick')),
    ours: async () => {
      const forms = await Promise.all(paths.map(form))
      const { sha256 } = forms[0]!
      ours = join(site.dataDir, 'www', 'media', sha256.slice(0, 2), sha256)
      const start = performance.now()
      await together(() => forms.shift(), send)
      return (paths.length * 1000) / (performance.now() - start)
    },
  })
  checkSameWork([ours, at('bare'), at('vipsthumbnail'), at('imageMagick')])
  const beside = (referenceName: string, reference: number, atLeast: number) =>
    figure(
      { bench: 'photos', metric: 'photos a second', ours: rates.ours, reference, referenceName },
      { atLeast },
    )
  yield beside('sharp alone, no server', rates.bare, 0.8)
  yield beside('vipsthumbnail, file by file', rates.vipsthumbnail, 2.5)
  yield beside('ImageMagick, file by file', rates.imageMagick, 4)
}
