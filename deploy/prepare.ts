import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { config } from '../shared/config.ts'
import { createAdmin } from './create-admin.ts'
import { isRunning } from './home.ts'
import { migrateAlone } from './migrate.ts'
import { seed } from './seed.ts'

/**
 * What deploy/start.js does to the data before the site runs: migrate, fill, make the first admin; then it says where
 * the site is. A process of its own, as it loads much that the one that stays has no use for.
 */
async function prepare(): Promise<void> {
  // Half of an upload, left by a process that was killed. A PM2 that answers here may still have processes that write.
  if (!(await isRunning(config))) rmSync(dirname(config.incoming), { recursive: true, force: true })
  await migrateAlone()
  await seed((cities) =>
    process.stdout.write(
      `\n  Filling the world with ${cities} cities and their questions: about half a minute, once.\n`,
    ),
  )
  const admin = await createAdmin()
  const lines = [`Play:       ${config.baseUrl}/`, `Dashboard:  ${config.adminUrl}/admin`]
  if (admin) {
    lines.push(
      `E-mail:     ${admin.email}`,
      `Password:   ${admin.password}   (shown this once; for the first sign-in)`,
    )
  }
  process.stdout.write(`\n  ${lines.join('\n  ')}\n\n  Ctrl-C stops everything.\n\n`)
}

try {
  await prepare()
} catch (error) {
  process.stderr.write(`The data could not be made ready: ${(error as Error).message}\n`)
  process.exitCode = 1
}
