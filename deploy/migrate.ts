import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '../shared/config.ts'
import { checkSchema, migrate } from '../shared/db/schema.ts'
import { takeLock } from './lock.ts'

const PATIENCE_MS = 120_000

/**
 * Brings the database to the schema of this code. Any number of processes may call it at once: one works, the
 * others wait for it and find nothing to do. Throws when the first is not done after two minutes.
 */
export async function migrateAlone(): Promise<void> {
  const release = takeLock(join(config.dataDir, 'migrate.lock'), PATIENCE_MS)
  if (!release)
    throw new Error('Another process has been changing the database for two minutes: look for it first.')
  try {
    await migrate(config.database)
    // The data folder is open to Nginx (it serves data/www); the database is nobody else's to read.
    chmodSync(config.database, 0o600)
  } finally {
    release()
  }
}

if (import.meta.main) {
  try {
    // --check only says whether this code can serve the database as it is.
    if (process.argv.includes('--check')) checkSchema(config.database)
    else await migrateAlone()
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
