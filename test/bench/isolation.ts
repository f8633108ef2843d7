import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { giveWay } from '../../admin/giving-way.ts'
import { leaveFirst } from '../../admin/processors.ts'
import type { Vitals } from '../../shared/web/vitals.ts'
import { Client } from '../client.ts'
import { addAnswers } from '../journey/answers.ts'
import { freePorts, root, type Stack, startNginx, startStack, until } from '../journey/stack.ts'
import { type Figure, figure, inTurns, percentile } from './figures.ts'
import { heard } from './forked.ts'
import { watchProcesses } from './gaps.ts'
import { onAllProcessors } from './load.ts'
import { watchMachine } from './machine.ts'
import { newAdmin } from './photos.ts'
import { workFolder } from './pictures.ts'
import { newCrowd } from './players.ts'
import { longestBeside, type Stop } from './standstill.ts'
import { allAtOnce, report, type Work, worksOf } from './works.ts'

const ANSWERS = 3_000_000
const PLAYERS = 1_000_000
const PER_SECOND = 200
const SECONDS = 15
const WARM_SECONDS = 3
const ROUNDS = 3

/** A wait nobody notices, however much shorter it is when nothing else goes on. */
const UNNOTICED_MS = 15
const TIMES_BETTER = 50
const LONGEST_GAP_MS = 50
const LONGEST_WRITE_MS = 25
/** How often each process says how it was since it last did. */
const VITALS_MS = 10_000
/** So many characters of what the processes said last are shown when something goes wrong. */
const OUTPUT = 5000

/** What players notice of the dashboard's work, beside what they would if both groups were one process. */
export const isolation = () => ofBench('isolation')

/** For how long the dashboard keeps others from writing meanwhile. */
export const lock = () => ofBench('lock')

let measured: Promise<Figure[]> | undefined

/** Both benches come of one run. */
async function* ofBench(bench: string): AsyncGenerator<Figure> {
  measured ??= measureApart()
  for (const one of await measured) if (one.bench === bench) yield one
}

/** In a session of its own: it stands for the browsers of staff, which take no processor from players. */
async function measureApart(): Promise<Figure[]> {
  const child = fork(import.meta.filename, { detached: true })
  const end = () => child.kill()
  process.once('exit', end)
  const figures = (await heard(child)) as Figure[] | undefined
  process.off('exit', end)
  if (!figures) throw new Error('The process that measures isolation died.')
  return figures
}

async function measure(): Promise<Figure[]> {
  const folder = workFolder('isolation')
  const site = await startStack()
  try {
    fill(join(site.dataDir, 'aroundtheworld.db'))
    const merged = await makeMerged(site, folder)
    leaveFirst()
    await giveWay({ nice: 0, sessionNice: 10 })
    const gaps = await watchProcesses(publicPids(site), join(folder, 'gaps'))
    return await takeTurns(site, merged, gaps).finally(merged.end)
  } catch (error) {
    console.error(site.output().slice(-OUTPUT))
    throw error
  } finally {
    await site.stop()
  }
}

async function takeTurns(site: Stack, merged: Merged, gaps: () => Stop[]): Promise<Figure[]> {
  const admin = await newAdmin(site)
  const works = worksOf(site, admin)
  const crowd = await newCrowd(site)
  const ask = (seconds: number, url = site.url) => crowd.ask({ url, perSecond: PER_SECOND, seconds })
  await ask(WARM_SECONDS)
  const vitals = hearVitals(site)
  const machine = watchMachine()
  const before = gaps().length
  const failures = { ours: 0, reference: 0 }
  const idle = async () => {
    const answers = await ask(SECONDS)
    failures.ours += answers.failures
    failures.reference += answers.latencies.length
    for (const failed of answers.failed) console.error(failed)
    return percentile(answers.latencies, 0.99)
  }
  const during = (work: Work) => () => whileWorking(work, idle)
  /** Started for this turn alone: it goes on for long with what was asked of it while it stood still. */
  const asOne = async () => {
    const stop = await merged.start()
    try {
      await ask(WARM_SECONDS, merged.url)
      const editor = Object.assign(new Client(merged.url, '/admin/sign-in'), { cookie: admin.cookie })
      return await whileWorking(report(editor), async () =>
        percentile((await ask(SECONDS, merged.url)).latencies, 0.99),
      )
    } finally {
      stop()
    }
  }
  const measures: Record<string, () => Promise<number>> = {
    idle,
    ...Object.fromEntries(Object.entries(works).map(([name, work]) => [name, during(work)])),
    // Here alone a work may come on only behind the turn: what shares its process may have had that for all of it.
    'all at once': during(allAtOnce(Object.values(works))),
    merged: asOne,
  }
  const waits = await inTurns(ROUNDS, measures)
  return [...figuresOf(waits, failures), ...limitsOf(await vitals.end(), gaps().slice(before), machine.end())]
}

function* figuresOf(waits: Record<string, number>, failures: Pick<Figure, 'ours' | 'reference'>) {
  const bench = 'isolation'
  const { idle = Number.NaN, merged = Number.NaN, ...busy } = waits
  for (const [name, p99] of Object.entries(busy)) yield besideIdle(name, p99, idle)
  const metric = 'public p99 during the report, ms'
  const apart = { ours: busy['the report']!, reference: merged, referenceName: 'as one process, ms' }
  yield figure({ bench, metric, ...apart }, { atMost: 1 / TIMES_BETTER })
  const all = { ...failures, referenceName: 'all requests' }
  yield figure({ bench, metric: 'failed requests', ...all }, { atMost: 0 })
}

/** `machine`: when the machine itself stood still, which is nobody's doing: `gaps` are taken without it. */
function* limitsOf(heard: Vitals[], gaps: Stop[], machine: Stop[] | undefined) {
  const may = 'what it may be'
  const longest = (stops: Stop[]) => longestBeside(stops, []).toFixed()
  yield limited(
    'isolation',
    'longest gap in a public process, ms',
    {
      ours: longestBeside(gaps, machine ?? []),
      referenceName: machine
        ? `${may} (${longest(gaps)} with the time that the machine itself stood still)`
        : may,
    },
    LONGEST_GAP_MS,
  )
  const writes = heard.filter(({ group }) => group === 'admin').map(({ longestWrite }) => longestWrite)
  yield limited(
    'lock',
    'longest write of the dashboard, ms',
    {
      ours: Math.max(...writes),
      referenceName: machine ? `${may} (the machine itself stood still for ${longest(machine)})` : may,
    },
    LONGEST_WRITE_MS,
  )
}

const besideIdle = (name: string, ours: number, idle: number) =>
  figure(
    {
      ...{ bench: 'isolation', metric: `public p99 during ${name}, ms`, ours },
      ...{ reference: idle, referenceName: 'while the dashboard rests, ms' },
    },
    { atMost: Math.max(3, UNNOTICED_MS / idle) },
  )

const limited = (
  bench: string,
  metric: string,
  measured: Pick<Figure, 'ours' | 'referenceName'>,
  limit: number,
) => figure({ bench, metric, ...measured, reference: limit }, { atMost: 1 })

/** Gives what `ask` does, while the dashboard works from its beginning to its end. */
async function whileWorking(work: Work, ask: () => Promise<number>): Promise<number> {
  const run = await work(true)
  let over = false
  const asking = ask().finally(() => {
    over = true
  })
  const [wait] = await Promise.all([asking, run(() => over)])
  return wait
}

/** Gathers what each process says of itself from now on; `end` waits for its word on the time until then. */
function hearVitals({ dataDir }: Stack) {
  const heard = new Map<string, Vitals>()
  const since = Date.now() + VITALS_MS
  const hear = () => {
    const folder = join(dataDir, 'run')
    const last = readdirSync(folder)
      .filter((name) => /^(?:app|admin)-\d+\.json$/.test(name))
      .map((name): Vitals => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    for (const one of last) if (one.at > since) heard.set(`${one.group} ${one.instance} ${one.at}`, one)
    return last
  }
  const timer = setInterval(hear, VITALS_MS / 5).unref()
  async function end(): Promise<Vitals[]> {
    const now = Date.now()
    await until(
      () => hear().every(({ at }) => at > now),
      () => 'a process says nothing of itself',
    )
    clearInterval(timer)
    return [...heard.values()]
  }
  return { end }
}

function publicPids({ dataDir }: Stack): number[] {
  const folder = join(dataDir, 'run')
  return readdirSync(folder)
    .filter((name) => /^app-\d+\.json$/.test(name))
    .map((name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as Vitals).pid)
}

/** Three million answers, and players for a list of a million. All came today, so none is put away meanwhile. */
function fill(path: string): void {
  addAnswers(path, ANSWERS)
  const file = new Database(path, { timeout: 5000 })
  file.pragma('synchronous = OFF')
  file.exec(`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${PLAYERS})
    insert into players (name, name_key, city_id, created_at)
    select 'Reader ' || i, 'reader ' || i, (select min(id) from cities), 0 from n;
    insert into balances select id, 0 from players where name like 'Reader %';
    update players set created_at = ${Date.now()} where created_at = 0;
    pragma wal_checkpoint(truncate);
  `)
  file.close()
  const written = openSync(path, 'r+')
  fsyncSync(written)
  closeSync(written)
}

type Merged = Awaited<ReturnType<typeof makeMerged>>

/** Both groups as one process, on the same data and behind an Nginx like that of the other two. */
async function makeMerged({ dataDir }: Stack, folder: string) {
  const port = await freePorts(4)
  const end = await startNginx(folder, { app: port, admin: port, nginx: port + 2 }, dataDir)
  async function start() {
    const env = { PATH: process.env.PATH, DATA_DIR: dataDir, APP_PORT: String(port), LOG_LEVEL: 'silent' }
    const path = join(root, 'test', 'journey', 'merged.ts')
    const merged = fork(path, { ...onAllProcessors, detached: true, env })
    const stop = () => merged.kill()
    process.once('exit', stop)
    assert.equal(await heard(merged), 'ready')
    return () => {
      stop()
      process.off('exit', stop)
    }
  }
  return { url: `http://127.0.0.1:${port + 2}`, start, end }
}

// Only a forked process can send.
if (process.argv[1] === import.meta.filename) {
  // What was started is ended on exit.
  for (const event of ['SIGTERM', 'disconnect']) process.once(event, () => process.exit(1))
  process.send!(await measure(), undefined, undefined, () => process.exit())
}
