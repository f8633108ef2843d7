import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '../shared/config.ts'

const page = join(config.www, 'maintenance.html')

/** Nginx closes the public site as long as the page is in data/www: it appears and goes whole, in one step. */
function close(): string {
  if (existsSync(page)) return 'The public site was closed already.'
  mkdirSync(config.www, { recursive: true })
  copyFileSync(join(config.root, 'deploy', 'maintenance.html'), `${page}.part`)
  renameSync(`${page}.part`, page)
  return 'The public site is closed: Nginx shows the maintenance page. The dashboard stays open.'
}

function open(): string {
  if (!existsSync(page)) return 'The public site was open already.'
  rmSync(page)
  return 'The public site is open again.'
}

const acts: Record<string, () => string> = { on: close, off: open }
const act = process.argv.length === 3 ? acts[process.argv[2] ?? ''] : undefined

if (act) {
  process.stdout.write(`${act()}\n`)
} else {
  process.stderr.write('Usage: npm run maintenance on|off\n')
  process.exitCode = 2
}
