import { parseArgs } from 'node:util'
import { browser } from './browser.ts'
import { runBenches } from './figures.ts'
import { growth } from './growth.ts'
import { isolation, lock } from './isolation.ts'
import { memory } from './memory.ts'
import { page } from './page.ts'
import { photos } from './photos.ts'
import { reload } from './reload.ts'
import { seed } from './seed.ts'

/** npm run bench [-- name … [--json]]: everything, or the benches named. */
const benches = { isolation, lock, page, seed, growth, photos, reload, memory, browser }

// What was started goes with this process (see journey/stack.ts), also when it is interrupted.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
})
process.exitCode = await runBenches(benches, positionals, {
  json: values.json,
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
})
