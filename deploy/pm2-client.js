// Loaded before PM2's own command line by pm2.js. That client starts a PM2 of its own where none answers, in the
// background and for good: asked in the moment in which the site ends, it would leave one behind. Here it never may.
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { config } from '../shared/config.ts'
import { isRunning } from './home.ts'

const CHECK_MS = 500

function refuse() {
  process.stderr.write(`No site runs from ${config.dataDir} any more: npm start starts it.\n`)
  process.exit(1)
}

const Client = createRequire(import.meta.url)('pm2/lib/Client.js')
Client.prototype.launchDaemon = refuse

// Asked a little earlier, PM2 goes away with the answer, and its client would wait for it for ever.
async function watch() {
  while (await isRunning(config)) await pause(CHECK_MS, undefined, { ref: false })
  await pause(4 * CHECK_MS, undefined, { ref: false })
  if (await isRunning(config)) await watch()
  else refuse()
}
// The end of PM2 is what `kill` waits for.
if (process.argv[2] !== 'kill') void watch()
