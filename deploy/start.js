// Plain JavaScript that the oldest Node parses: it says in one sentence what is missing, before anything else runs.
// Then: check, migrate, fill, make the first admin, print the addresses, run PM2 in the foreground.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} sentence @returns {never} */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

if (Number.parseInt(process.versions.node, 10) < 24) {
  refuse(
    `Node 24 or newer is needed and this is ${process.versions.node}: run it by npm start after npm ci, which brings the right one.`,
  )
}

/** Checks, takes the run lock of the data folder, and has everything made ready; gives back what PM2 is started with. */
async function prepare() {
  const { config } = await import('../shared/config.ts')
  const { alreadyRunning, checkAll, PROBE_MS } = await import('./checks.ts')
  await checkAll()
  const { runLock, takeLock } = await import('./lock.ts')
  // Held until this process ends: of several starts at the same moment one goes on.
  if (!takeLock(runLock(config.dataDir), PROBE_MS)) throw new Error(alreadyRunning(config.dataDir))
  const { environmentFor, makeHome } = await import('./home.ts')
  makeHome(config)
  const environment = environmentFor(config)
  const { status } = spawnSync(process.execPath, [join(root, 'deploy', 'prepare.ts')], {
    cwd: root,
    stdio: 'inherit',
    env: environment,
  })
  if (status !== 0) process.exit(1)
  return environment
}

/**
 * PM2 runs in a session of its own, so that a Ctrl-C or a closed terminal reaches this process alone and PM2 hears
 * of it once, in order; otherwise a closed terminal ends PM2 on the spot and leaves its forks behind.
 * @param {Record<string, string>} environment
 */
function runPm2(environment) {
  const pm2 = join(root, 'node_modules', 'pm2', 'bin', 'pm2-runtime')
  const args = [pm2, 'start', join(root, 'ecosystem.config.js')]
  const child = spawn(process.execPath, args, {
    cwd: root,
    detached: true,
    stdio: 'inherit',
    env: environment,
  })
  let leaving = false
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (!leaving) child.kill('SIGINT')
      leaving = true
    })
  }
  child.on('exit', (code) => {
    if (leaving) process.exit(0)
    process.stderr.write('The site has stopped by itself: the lines above say why.\n')
    process.exit(code || 1)
  })
}

try {
  runPm2(await prepare())
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error))
}
