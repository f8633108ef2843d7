import type { Database } from 'better-sqlite3'
import { AWARDS, type AwardKind } from '../../shared/rules/awards.ts'
import { FIRST_CITIES, trip } from '../../shared/rules/fares.ts'
import { DAY_MS, dayOf, weekOf } from '../../shared/rules/weeks.ts'
import * as sql from './history-sql.ts'
import type { Size } from './world.ts'

/** One player in ten signs up and travels; the others are newcomers, who did the tutorial this week. */
const ONE_IN = 10
const TUTORIAL = 4
const JOB = 10
/** The first job of a traveller was so long ago; the last one was this week. */
const WEEKS = 50
/** From every city tickets lead to so many, the nearest; out of Nomansland to the five that are offered there. */
const TICKETS = 15
/** A wall is longer than its page, however few have written on it. */
const ON_A_WALL = 20

type Values = Record<string, number | string>

/**
 * Plays a game of this size into `file`, which has the starter content and no player, up to `now` (ms); rests after each
 * statement. Of ten answers seven are right, five seconds after the question. `token_hash(player)` must be a function of
 * `file`. Indexes are made last, so they are as dense as they get.
 */
export function* history(file: Database, { players, answers }: Size, now: number): Generator<void> {
  const travellers = Math.floor(players / ONE_IN)
  const jobs = Math.floor((answers - TUTORIAL * players) / JOB)
  if (travellers < 1 || jobs < travellers)
    throw new Error('A world has ten players at least, and five answers for each.')
  const run = (text: string, values: Values = {}) => void file.prepare(text).run(values)
  const last = (table: string) =>
    Number(file.prepare(`select coalesce(max(id), 0) from ${table}`).pluck().get())
  const monday = (dayOf(now) - ((dayOf(now) + 3) % 7)) * DAY_MS
  /** Moments of the week so long ago; of this one none that is still to come. */
  const week = (ago: number) => ({ monday: monday - ago * 7 * DAY_MS, span: Math.max(1, now - monday) })

  function* pay(payments: string, values: Values) {
    const before = last('ledger')
    yield run(payments, values)
    yield run(sql.BALANCES, { before })
  }
  function* work(jobsOf: string, values: Values) {
    const before = last('jobs')
    yield run(jobsOf, values)
    yield run(sql.ANSWERS, { before })
    yield run(sql.RESULTS, { before })
    yield* pay(sql.WAGES, { before })
  }
  function* give(kind: AwardKind, to: string, when: Values) {
    const before = last('awards')
    yield run(sql.AWARDED + to, { kind, coins: AWARDS[kind].coins, ...when })
    yield* pay(sql.PRIZES, { before })
  }
  function* fly(when: Values) {
    const before = last('flights')
    yield run(sql.FLIGHTS, { tickets: TICKETS, ...when })
    yield run(sql.ARRIVALS, { before })
    yield* pay(sql.FARES, { before })
  }

  // Faster than safe, as the file is thrown away when this breaks off.
  for (const pragma of [
    'journal_mode = MEMORY',
    'synchronous = OFF',
    'foreign_keys = OFF',
    'cache_size = -500000',
    'temp_store = MEMORY',
  ])
    file.pragma(pragma)
  file.function('week_of', { deterministic: true }, (at) => weekOf(Number(at)))
  const indexes = file.prepare(sql.INDEXES).all() as { name: string; sql: string }[]
  for (const { name } of indexes) run(`drop index ${name}`)
  for (const one of sql.MAPS) yield run(one)
  addTickets(file)

  const year = week(WEEKS).monday
  yield run(sql.PLAYERS, { players, every: ONE_IN, year, ...week(0) })
  yield run('insert into balances select id, 0 from players')
  yield run(sql.SESSIONS, { now })
  yield* work(`${sql.TUTORIALS} where email is not null`, week(WEEKS))
  yield* give('signed-up', 'email is not null', week(WEEKS))
  const rounds = Math.ceil(jobs / travellers)
  for (let round = 0; round < rounds; round++) {
    const when = { round, ...week(Math.floor(((rounds - 1 - round) * WEEKS) / rounds)) }
    yield* fly(when)
    if (round === 0) yield* give('left-nomansland', 'miles > 0', week(WEEKS))
    // The first round is the one that not all may have work in.
    const some = round === 0 ? jobs - (rounds - 1) * travellers : travellers
    yield* work(sql.JOBS, { most: some * ONE_IN, ...when })
  }
  yield* work(`${sql.TUTORIALS} where email is null`, week(0))
  for (const kind of ['miles-10000', 'miles-50000', 'miles-100000'] as const)
    yield* give(kind, `miles >= ${AWARDS[kind].miles}`, week(0))

  for (const one of sql.SUMS) yield run(one)
  yield run(sql.MESSAGES, { most: ON_A_WALL, travellers, every: ONE_IN, now })
  for (const part of [3, 7, 11])
    yield run(sql.FRIENDSHIPS, { step: Math.floor(travellers / part), travellers, every: ONE_IN, year })
  yield run(sql.RATINGS)
  yield run(sql.OPEN_JOBS, { now })
  yield run(sql.OPEN_QUESTIONS)
  for (const one of indexes) yield run(one.sql)
  file.pragma('journal_mode = WAL')
}

interface Stop {
  id: number
  slug: string
  country: string | null
  lat: number
  lng: number
}

/** The table `tickets`: where one can fly from each city, at which fare. */
function addTickets(file: Database): void {
  const cities = file.prepare('select id, slug, country, lat, lng from cities').all() as Stop[]
  const first = cities.filter((city) => FIRST_CITIES.includes(city.slug))
  const insert = file.prepare('insert into tickets values (?, ?, ?, ?, ?)')
  for (const from of cities) {
    const offered = from.country
      ? cities.filter((to) => to.country && to !== from)
      : Array.from({ length: TICKETS }, (_, i) => first[i % first.length]!)
    offered
      .map((to) => ({ to: to.id, ...trip(from, to) }))
      .sort((a, b) => (from.country ? a.fare - b.fare : 0))
      .slice(0, TICKETS)
      .forEach(({ to, miles, fare }, n) => void insert.run(from.id, n, to, miles, from.country ? fare : 0))
  }
}
