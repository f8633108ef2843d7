import * as authors from './db/authors.ts'
import * as awards from './db/awards.ts'
import * as categories from './db/categories.ts'
import * as cities from './db/cities.ts'
import type { Reader } from './db/connection.ts'
import * as flights from './db/flights.ts'
import * as jobs from './db/jobs.ts'
import type { Row } from './db/tables.ts'
import { titleOf } from './rules/awards.ts'

type Payment = Pick<Row<'ledger'>, 'reason' | 'ref'>

interface What {
  text: string
  /** Where and as what, in softer print. */
  detail?: string
  href?: string
}

/** The player's payments, each with the words for what it was: one query for the jobs, one for the flights, one for the awards, one for the questions. */
export async function describe<P extends Payment>(db: Reader, playerId: number, payments: P[]) {
  const refs = (...reasons: string[]) =>
    payments.filter(({ reason }) => reasons.includes(reason)).map(({ ref }) => ref)
  const given = refs('award').map(splitAward)
  const known: Known = {
    jobs: byId(await jobs.byIds(db, playerId, refs('job', 'tutorial').map(Number))),
    flights: await flights.byNumbers(db, playerId, refs('flight').map(Number)),
    awards: await awards.byRefs(
      db,
      playerId,
      given.map(({ kind }) => kind),
      given.map(({ ref }) => ref),
    ),
    questions: await authors.texts(db, refs('author').map(authors.questionOf)),
    names: await namesOf(db),
  }
  return payments.map((payment) => ({ ...payment, what: wordsFor(payment, known) }))
}

interface Known {
  jobs: Map<number, Awaited<ReturnType<typeof jobs.byIds>>[number]>
  flights: Awaited<ReturnType<typeof flights.byNumbers>>
  awards: Awaited<ReturnType<typeof awards.byRefs>>
  questions: Map<number, string>
  names: Names
}

function wordsFor({ reason, ref }: Payment, known: Known): What {
  if (reason === 'flight') return flightWords(Number(ref), known)
  if (reason === 'award') return awardWords(ref, known)
  if (reason === 'author')
    return { text: 'A first answer to your question', detail: known.questions.get(authors.questionOf(ref)) }
  const job = known.jobs.get(Number(ref))
  if (!job) return { text: 'A job' }
  const casual = reason === 'tutorial' && job.city_slug !== cities.NOMANSLAND
  return { text: casual ? 'Casual work' : job.category_name, detail: job.city_name, href: `/jobs/${job.id}` }
}

function flightWords(number: number, { flights: flown, names }: Known): What {
  const flight = flown.find((one) => one.number === number)
  if (!flight) return { text: `Flight ${number}` }
  const [from, to] = [flight.from_city_id, flight.to_city_id].map((id) => names.cityById.get(id))
  const detail = flight.class === 'first' ? 'First class' : undefined
  return { text: `${from} to ${to}`, detail, href: `/flights/${number}` }
}

function awardWords(payment: string, { awards: given, names }: Known): What {
  const { kind, ref } = splitAward(payment)
  const award = given.find((one) => one.kind === kind && one.ref === ref)
  const detail = kind === 'perfect-job' ? perfectJob(ref, names) : undefined
  return {
    text: `Award: ${titleOf(kind)}`,
    detail,
    href: award && `/diplomas/${award.id}`,
  }
}

/** How the ledger names an award: its kind, then what it was given for, when there is more than one of the kind. */
function splitAward(payment: string) {
  const [kind = '', ...ref] = payment.split(':')
  return { kind, ref: ref.join(':') }
}

export interface Names {
  cityById: Map<number, string>
  cityBySlug: Map<string, string>
  categoryBySlug: Map<string, string>
}

/** The names of all cities and categories: two small tables. */
export async function namesOf(db: Reader): Promise<Names> {
  const all = await cities.all(db)
  return {
    cityById: new Map(all.map(({ id, name }) => [id, name])),
    cityBySlug: new Map(all.map(({ slug, name }) => [slug, name])),
    categoryBySlug: new Map((await categories.all(db)).map(({ slug, name }) => [slug, name])),
  }
}

/** "Linguist in Paris", or "Tour guide" alone, from the `ref` of a perfect job. */
export function perfectJob(ref: string, { cityBySlug, categoryBySlug }: Names): string {
  const [category = '', city = ''] = ref.split('/').reverse()
  const name = categoryBySlug.get(category) ?? category
  return city ? `${name} in ${cityBySlug.get(city) ?? city}` : name
}

const byId = <T extends { id: number }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]))
