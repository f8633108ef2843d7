import type { Site } from '../client.ts'

/** Answers as the public group leaves them, for the reports to read. */
export interface Answer {
  player: number
  question: number
  version?: number
  outcome: 'right' | 'wrong' | 'late'
  choice: number | null
  ms?: number
  timed?: 0 | 1
  stars?: number
}

/** Each in a job of its own, one after another. */
export async function addAnswers(site: Site, answers: Answer[]): Promise<void> {
  await site.write(async (tx) => {
    const { id: category_id } = await tx.selectFrom('categories').select('id').executeTakeFirstOrThrow()
    const asked = { shuffle: '[0,1,2,3]', value: 3, seconds: 10 }
    for (const { player, question, version = 1, outcome, choice, ms = 5000, timed = 1, stars } of answers) {
      const job = {
        player_id: player,
        kind: 'job',
        city_id: 1,
        category_id,
        state: 'finished',
        seed: 1,
      } as const
      const { id } = await tx
        .insertInto('jobs')
        .values({ ...job, size: 1, timed, started_at: 1, finished_at: 2 })
        .returning('id')
        .executeTakeFirstOrThrow()
      const at = { job_id: id, slot: 1, player_id: player, question_id: question, version }
      const given = { outcome, choice, delivered_at: 1000, answered_at: 1000 + ms }
      await tx
        .insertInto('job_questions')
        .values({ ...at, ...asked, ...given })
        .execute()
      if (stars !== undefined)
        await tx
          .insertInto('ratings')
          .values({ ...at, stars, at: 2 })
          .execute()
    }
  })
}

/** So many players whom nobody has met. */
export async function addPlayers(site: Site, count: number): Promise<number[]> {
  const players = await import('../../shared/db/players.ts')
  return await site.write(async (tx) => {
    const before = (await tx
      .selectFrom('players')
      .select((eb) => eb.fn.max('id').as('id'))
      .executeTakeFirst())!.id
    const ids: number[] = []
    for (let i = 0; i < count; i++)
      ids.push(await players.insert(tx, { name: `Crowd ${before} ${i}`, city_id: 1, created_at: 1 }))
    return ids
  })
}

/** The lines of a CSV page as objects; no cell of theirs breaks its line. */
export function lines(text: string): Record<string, string>[] {
  const [head, ...rows] = text
    .replace('\ufeff', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => unquoted(cell!)))
  return rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i] ?? ''])))
}

const unquoted = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
