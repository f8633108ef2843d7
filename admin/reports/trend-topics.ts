import type { Reader } from '../../shared/db/connection.ts'
import * as trends from '../../shared/db/trends.ts'
import { AWARD_KINDS, titleOf } from '../../shared/rules/awards.ts'
import type { Bucket } from '../../shared/rules/buckets.ts'
import { DAY_MS, dayOf } from '../../shared/rules/weeks.ts'
import type { Series } from './charts.ts'

/** A series with its sum; of people the sum is how many there were, each counted once. */
export interface Line extends Series {
  sum: number
}

export interface Topic {
  title: string
  reads: Parameters<typeof trends.rowsOf>[1]
  counted: string
  lines: (db: Reader, buckets: Bucket[]) => Promise<Line[]>
}

/** What is counted over time, and how. */
export const TOPICS = {
  players: {
    title: 'Players',
    reads: ['players', 'job_questions'],
    counted:
      'New is who began to play, staff too. Who played is who answered a question or let its time run out; somebody who plays on three days counts on each of them, and once in the sum.',
    lines: async (db, buckets) => [
      ...collect(buckets, await trends.begun(db, whole(buckets)), { begun: 'New' }),
      countPeople(buckets, trends.players(db, whole(buckets)), 'Who played'),
    ],
  },
  jobs: {
    title: 'Jobs',
    reads: ['jobs'],
    counted:
      'Jobs that were finished, by the day they were. Casual work is the tutorial when it is done again, and counts with the tutorials.',
    lines: async (db, buckets) =>
      collect(
        buckets,
        await trends.jobs(db, whole(buckets)),
        { job: 'Jobs', tutorial: 'Tutorials' },
        'All jobs',
      ),
  },
  answers: {
    title: 'Answers',
    reads: ['job_questions'],
    counted:
      'Late is what came after its time, or never: a job that is left counts its open question as late.',
    lines: async (db, buckets) =>
      collect(
        buckets,
        await trends.answers(db, whole(buckets)),
        { right: 'Right', wrong: 'Wrong', late: 'Late' },
        'All answers',
      ),
  },
  flights: {
    title: 'Flights',
    reads: ['flights'],
    counted: 'Flights by the day they took off.',
    lines: async (db, buckets) =>
      collect(
        buckets,
        await trends.flights(db, whole(buckets)),
        { economy: 'Economy', first: 'First class' },
        'All flights',
      ),
  },
  coins: {
    title: 'Coins',
    reads: ['ledger'],
    counted: 'Every payment of the ledger. Spent is all that players paid, today for flights alone.',
    lines: async (db, buckets) => [
      ...collect(buckets, await trends.earned(db, whole(buckets)), REASONS, 'All earned'),
      ...collect(buckets, await trends.spent(db, whole(buckets)), { spent: 'Spent' }),
    ],
  },
  awards: {
    title: 'Awards',
    reads: ['awards'],
    counted:
      'Awards by the day they were given. A job without a fault can be given to one player many times.',
    lines: async (db, buckets) =>
      collect(buckets, await trends.awards(db, whole(buckets)), KINDS, 'All awards'),
  },
} satisfies Record<string, Topic>

export type What = keyof typeof TOPICS

const REASONS = {
  job: 'By jobs',
  tutorial: 'By tutorials',
  award: 'By awards',
  author: 'By questions they wrote',
}
const KINDS = Object.fromEntries(AWARD_KINDS.map((kind) => [kind, titleOf(kind)]))

const whole = (buckets: Bucket[]) => ({ start: buckets[0]!.start, end: buckets.at(-1)!.end })

/** The bucket of each day there is. */
function placesOf(buckets: Bucket[]): Map<number, number> {
  const places = new Map<number, number>()
  for (const [i, { start, end }] of buckets.entries())
    for (let at = start; at < end; at += DAY_MS) places.set(dayOf(at), i)
  return places
}

/** A line for each part, those that are known by `names` first and even when there is none of them; all together before them when there is a name for that. */
function collect(
  buckets: Bucket[],
  tallies: trends.Tally[],
  names: Record<string, string>,
  all?: string,
): Line[] {
  const places = placesOf(buckets)
  const lines = new Map(Object.entries(names).map(([part, name]) => [part, line(name, buckets)]))
  const sum = line(all ?? '', buckets)
  for (const { day, part, n } of tallies) {
    if (!lines.has(part)) lines.set(part, line(part, buckets))
    for (const one of [sum, lines.get(part)!]) {
      one.values[places.get(day)!]! += n
      one.sum += n
    }
  }
  return all ? [sum, ...lines.values()] : [...lines.values()]
}

const line = (name: string, buckets: Bucket[]): Line => ({ name, values: buckets.map(() => 0), sum: 0 })

function countPeople(
  buckets: Bucket[],
  days: Iterable<{ day: number; player_id: number }>,
  name: string,
): Line {
  const places = placesOf(buckets)
  const who = buckets.map(() => new Set<number>())
  const ever = new Set<number>()
  for (const { day, player_id } of days) {
    who[places.get(day)!]!.add(player_id)
    ever.add(player_id)
  }
  return { name, values: who.map((set) => set.size), sum: ever.size }
}
