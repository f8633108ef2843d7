import { randomInt } from 'node:crypto'
import type { Tx } from '../shared/db/connection.ts'
import * as jobQuestions from '../shared/db/job-questions.ts'
import * as jobs from '../shared/db/jobs.ts'
import * as questionCities from '../shared/db/question-cities.ts'
import { NotFound } from '../shared/errors.ts'
import { JOB_SIZE, pickQuestions, shuffleAlternatives, TUTORIAL_SIZE } from '../shared/rules/jobs.ts'
import { seeded } from '../shared/rules/random.ts'

interface Worker {
  id: number
  city_id: number
  clock: 0 | 1
}

/** The tutorial is what every city can offer: in Nomansland, and as casual work where no category has ten questions. */
export async function openTutorial(tx: Tx, player: Worker, now: number): Promise<number> {
  const { categoryId, candidates } = await questionCities.tutorialCandidates(tx)
  return await open(tx, player, { kind: 'tutorial', size: TUTORIAL_SIZE, categoryId, candidates }, now)
}

/** Where there are real jobs nobody lives on the tutorial. */
export async function openCasualWork(tx: Tx, player: Worker, now: number): Promise<number> {
  const offers = await questionCities.offers(tx, player.city_id, JOB_SIZE)
  if (offers.some((offer) => offer.slug !== 'tutorial'))
    throw new NotFound('The tutorial is not offered here: there are real jobs.')
  return await openTutorial(tx, player, now)
}

/** Opens a job of ten questions in the city the player is in, the first one delivered. NotFound when there are not ten. */
export async function openJob(tx: Tx, player: Worker, categoryId: number, now: number): Promise<number> {
  const candidates = await questionCities.candidates(tx, player.city_id, categoryId)
  return await open(tx, player, { kind: 'job', size: JOB_SIZE, categoryId, candidates }, now)
}

interface Opening {
  kind: 'tutorial' | 'job'
  size: number
  categoryId: number
  candidates: Awaited<ReturnType<typeof questionCities.candidates>>
}

async function open(tx: Tx, player: Worker, { kind, size, categoryId, candidates }: Opening, now: number) {
  if (candidates.length < size) throw new NotFound('This job is not offered here any more.')
  const seed = randomInt(2 ** 31)
  const random = seeded(seed)
  const ids = candidates.map((question) => question.id)
  const seen = await jobQuestions.lastSeen(tx, player.id, ids)
  const known = candidates.map((question) => ({
    ...question,
    seenAt: seen.get(question.id) ?? null,
    near: !!question.near,
    photos: JSON.parse(question.photos) as number[],
  }))
  const slots = pickQuestions(known, size, random).map(({ id, version, value, seconds, ...words }, i) => {
    const { length } = JSON.parse(words.alternatives) as string[]
    const shuffle = JSON.stringify(shuffleAlternatives(length, words.sorted === 1, random))
    const delivered_at = i === 0 ? now : null
    return { slot: i + 1, question_id: id, version, shuffle, value, seconds, delivered_at }
  })
  const where = { player_id: player.id, city_id: player.city_id, category_id: categoryId }
  return await jobs.insert(tx, { ...where, kind, seed, size, timed: player.clock, started_at: now }, slots)
}
