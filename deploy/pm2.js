// PM2's own command line, against the site that runs: npm run pm2 -- list | logs | reload ecosystem.config.js
import { spawn } from 'node:child_process'
import { join } from 'node:path'

if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(
    `Node 24 or newer is needed, this is ${process.versions.node}: use npm run pm2 after npm ci.\n`,
  )
  process.exit(1)
}

const { config } = await import('../shared/config.ts')
const { environmentFor, isRunning, runningSettings } = await import('./home.ts')

if (!(await isRunning(config))) {
  process.stderr.write(`No site runs from ${config.dataDir}: npm start starts it.\n`)
  process.exit(1)
}

const { settings } = runningSettings(config)
const child = spawn(
  process.execPath,
  [
    '--import',
    join(config.root, 'deploy', 'pm2-client.js'),
    join(config.root, 'node_modules', 'pm2', 'bin', 'pm2'),
    ...process.argv.slice(2),
  ],
  { cwd: config.root, stdio: 'inherit', env: environmentFor({ ...config, settings }) },
)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
