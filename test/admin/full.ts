import { sql } from 'kysely'
import type { Site } from '../client.ts'

const limit = (site: Site, pages: number) =>
  site.write((tx) => sql`pragma max_page_count = ${sql.raw(String(pages))}`.execute(tx))

/** Has the database refuse to note one more file while `work` goes on, as on a full disk. */
export async function withoutRoom<T>(site: Site, work: () => Promise<T>): Promise<T> {
  await site.write((tx) => tx.deleteFrom('leftovers').execute())
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(site.db)
  await limit(site, rows[0]!.page_count)
  try {
    for (const length of [3000, 300, 20]) await fill(site, length)
    return await work()
  } finally {
    await limit(site, 2 ** 30)
    await site.write((tx) => tx.deleteFrom('leftovers').execute())
  }
}

async function fill(site: Site, length: number): Promise<void> {
  for (let i = 0; ; i++) {
    const row = { key: `fill-${length}-${i}`.padEnd(length, '.'), worker: 9, at: site.clock.now }
    const filled = await site
      .write((tx) => tx.insertInto('leftovers').values(row).execute())
      .catch((error) => {
        if (error.code !== 'SQLITE_FULL') throw error
      })
    if (!filled) return
  }
}
