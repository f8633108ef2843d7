import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

if (Number.parseInt(process.versions.node, 10) < 24) {
  throw new Error(
    `Node 24 or newer is needed, this is ${process.versions.node}: use npm start and npm run pm2.`,
  )
}

// PM2 reads this file by require(), before which Node must have been checked: so no import of a .ts file above.
const { config } = /** @type {typeof import('./shared/config.ts')} */ (
  createRequire(import.meta.url)('./shared/config.ts')
)

// PM2 keeps the script's path through a reload. In release directories the path therefore goes through the
// link `current`, which deploy.sh turns to the new release before it reloads.
const current = join(config.root, '..', '..', 'current')
const cwd = basename(dirname(config.root)) === 'releases' && existsSync(current) ? current : config.root

const common = {
  cwd,
  env: config.settings,
  wait_ready: true,
  // In a reload PM2 goes on at listen_timeout, even when the new process is not ready: the old one is ended, or the other
  // of the dashboard's two is. On a busy machine the dashboard, which gives way, took more than 15 s.
  listen_timeout: 60_000,
  kill_timeout: 10_000,
  // A process that dies comes back half a second later, for ever: a database that is locked or a disk that is
  // full for a minute must not leave the site down until somebody looks.
  restart_delay: 500,
  max_restarts: 1_000_000,
  // Lines go to the standard output as they are; systemd or the terminal keeps them, PM2 writes no files.
  out_file: '/dev/null',
  error_file: '/dev/null',
  merge_logs: true,
  pmx: false,
  vizion: false,
}

export const apps = [
  {
    ...common,
    name: 'app',
    script: join(cwd, 'app', 'server.ts'),
    exec_mode: 'cluster',
    // V8 collects when a quarter has been added, not when three times as much is there as is needed.
    node_args: ['--heap-growing-percent=25'],
    instances: config.appInstances,
    max_memory_restart: '512M',
  },
  {
    // Two, each on a port of its own (ADMIN_PORT and the next), so that a slow report stops nobody else's clicks.
    // They give way to the public group by themselves, and the processes that read photos for them do so still more.
    ...common,
    name: 'admin',
    script: join(cwd, 'admin', 'server.ts'),
    exec_mode: 'fork',
    interpreter: process.execPath,
    // The bytes of photos pass by, the 40 MB of templates and code stay: by
    // itself V8 goes through all of them twice a photo, which cost a fifth of its time.
    node_args: ['--heap-growing-percent=150'],
    instances: 2,
    // A report over three million answers takes 260 MB. What reads photos is not counted.
    max_memory_restart: '1G',
  },
]
