import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { config } from '../shared/config.ts'
import { schemaState } from '../shared/db/schema.ts'
import { checkIntegrity, finishedBackups, photoFolders, settle } from './backup.ts'
import { checkDisk, checkPorts, PROBE_MS } from './checks.ts'
import { runLock, takeLock } from './lock.ts'

/** Puts back the files that are missing. What is there stays: equal names are equal bytes. */
function bringBack(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) bringBack(source, target)
    else if (!existsSync(target)) {
      copyFileSync(source, `${target}.part`)
      settle(`${target}.part`)
      renameSync(`${target}.part`, target)
    }
  }
}

/** The database in use, with its write-ahead log, moves aside under one name; nothing is deleted. */
function moveAside(): string | undefined {
  if (!existsSync(config.database)) return
  const aside = `${config.database}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`
  for (const ending of ['-wal', '-shm', '']) {
    if (existsSync(config.database + ending)) renameSync(config.database + ending, aside + ending)
  }
  return aside
}

async function restore(folder: string): Promise<string> {
  const database = join(folder, 'aroundtheworld.db')
  const release = takeLock(runLock(config.dataDir), PROBE_MS)
  if (!release) throw new Error('The site is running: stop it first, then restore.')
  try {
    await checkPorts(config)
    if (!existsSync(database)) throw new Error(`${folder} is not a backup: it holds no aroundtheworld.db.`)
    if (folder.endsWith('.part'))
      throw new Error(`${folder} is a backup that was never finished: choose another.`)
    checkIntegrity(database)
    const state = schemaState(database)
    if (state === 'newer')
      throw new Error('This backup is from a newer release: go to that release, then restore.')
    if (state === 'absent') throw new Error(`${database} is not a database of this site.`)
    checkDisk(config)
    for (const { name, live } of photoFolders) bringBack(join(folder, name), live)
    const part = `${config.database}.part`
    copyFileSync(database, part)
    chmodSync(part, 0o600)
    settle(part)
    // What the upkeep did since this backup is undone with it: it looks at everything again.
    rmSync(join(config.run, 'upkeep.json'), { force: true })
    const aside = moveAside()
    renameSync(part, config.database)
    settle(config.dataDir)
    return `Restored from ${basename(folder)}.${aside ? ` What was in use before is kept as ${basename(aside)}.` : ''} Start the site.`
  } finally {
    release()
  }
}

const [chosen, ...more] = process.argv.slice(2)
if (!chosen || more.length > 0) {
  const found = finishedBackups().map((name) => `  ${join(config.backups, name)}`)
  process.stderr.write(`Usage: npm run restore -- <folder of a backup>\n${found.join('\n')}\n`)
  process.exitCode = 2
} else {
  try {
    process.stdout.write(`${await restore(resolve(chosen))}\n`)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
