import { config } from '../../shared/config.ts'
import * as batches from '../../shared/db/batches.ts'
import type { Reader } from '../../shared/db/connection.ts'
import { quantile } from '../../shared/web/measures.ts'
import { siteOnDisk } from '../../shared/web/site.ts'
import {
  allVitals,
  type Group,
  isAlive,
  type Lately,
  together,
  type Vitals,
} from '../../shared/web/vitals.ts'
import { readMarks } from '../upkeep/marks.ts'

const ADMIN_INSTANCES = 2

export type Health = Awaited<ReturnType<typeof health>>

/** How the site does, as this process can see it on the disk. */
export async function health({ db, now }: { db: Reader; now: number }) {
  const all = await allVitals()
  // A process of the release before, in a reload, may say less.
  const alive = all.filter((one) => isAlive(one, now) && one.timings)
  const ofApp = alive.filter(({ group }) => group === 'app')
  return {
    processes: processes(all, now),
    lately: {
      all: lately(alive),
      app: lately(ofApp),
      admin: lately(alive.filter((one) => !ofApp.includes(one))),
    },
    /** Answers a second in the last ten minutes. */
    rate: alive.reduce((sum, one) => sum + perSecond(one.lately), 0),
    slowest: slowest(ofApp),
    photos: photoWork(alive),
    batches: await batches.countActive(db),
    disk: await siteOnDisk(now),
    jobs: await readMarks(),
  }
}

/** All that should run, and what runs besides. */
function processes(found: Vitals[], now: number) {
  const wanted = [...expected('app', config.appInstances), ...expected('admin', ADMIN_INSTANCES)]
  const more = found.filter((one) => isAlive(one, now) && !wanted.some((other) => isSame(one, other)))
  return [...wanted, ...more].map(({ group, instance }) => {
    const vitals = found.find((one) => isSame(one, { group, instance }))
    const name = `${group === 'app' ? 'Public site' : 'Dashboard'} ${instance + 1}`
    return { name, vitals, alive: !!vitals && isAlive(vitals, now) }
  })
}

const expected = (group: Group, n: number) =>
  Array.from({ length: n }, (_, instance) => ({ group, instance }))

type Named = Pick<Vitals, 'group' | 'instance'>

const isSame = (a: Named, b: Named) => a.group === b.group && a.instance === b.instance

const NOTHING: Lately = { ms: 0, requests: 0, errors: 0, writes: 0, retries: 0, longestWrite: 0, gap: 0 }

const lately = (all: Vitals[]) => all.reduce((sum, one) => together(sum, one.lately), NOTHING)

const perSecond = ({ requests, ms }: Lately) => (ms > 0 ? (1000 * requests) / ms : 0)

const SHOWN = 3
/** Of fewer, the slowest of a hundred is chance. */
const LEAST = 100

/** The pages of the public site that keep the slowest of a hundred waiting longest, since its processes began; `ms` is that wait. */
function slowest(all: Vitals[]) {
  const pages = new Map<string, { route: string; n: number; counts: number[] }>()
  for (const { labels, n, counts } of all.flatMap(({ timings }) => timings.requests)) {
    const route = `${labels.method} ${labels.route}`
    const page = pages.get(route) ?? { route, n: 0, counts: counts.map(() => 0) }
    pages.set(route, { route, n: page.n + n, counts: page.counts.map((sum, i) => sum + (counts[i] ?? 0)) })
  }
  return [...pages.values()]
    .filter(({ n }) => n >= LEAST)
    .map((page) => ({ route: page.route, ms: quantile(page, 0.99) }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SHOWN)
}

/** Since the processes began; `seconds` is what one took. */
function photoWork(all: Vitals[]) {
  const sums = (outcome: string) =>
    all
      .flatMap(({ timings }) => timings.photos)
      .filter(({ labels }) => labels.outcome === outcome)
      .reduce((sum, one) => ({ n: sum.n + one.n, ms: sum.ms + one.sum }), { n: 0, ms: 0 })
  const { n: made, ms } = sums('made')
  return { made, failed: sums('failed').n, seconds: made > 0 ? ms / made / 1000 : 0 }
}
