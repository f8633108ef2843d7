import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** Reads the source below a folder and says which habits of the house it breaks: "file: what". Empty when it keeps them all. */
export function breaches(root: string): string[] {
  const sources = readSources(root)
  const found = sources.flatMap((source) => [...borders(source), ...words(source)])
  return [...found, ...heavy(root), ...templates(root)]
}

interface Source {
  /** Relative to the root, with forward slashes. */
  file: string
  text: string
  imports: Import[]
}

interface Import {
  /** As it stands in the code; undefined when it is computed. */
  name?: string
  /** The file it leads to, relative to the root; undefined for a package. */
  file?: string
}

const FOLDERS = ['app', 'admin', 'shared', 'deploy', 'test']

function readSources(root: string): Source[] {
  const files = FOLDERS.flatMap((folder) => filesIn(root, folder))
  if (existsSync(join(root, 'ecosystem.config.js'))) files.push('ecosystem.config.js')
  return files
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !/^shared\/content\/generator\//.test(file))
    .map((file) => readSource(root, file))
}

function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function readSource(root: string, file: string): Source {
  const text = readFileSync(join(root, file), 'utf8')
  return { file, text, imports: importsOf(root, file, text) }
}

/** `from '…'`, bare `import '…'`, `import(…)`, `require(…)`, and `import('…')` in types. */
const IMPORT = /(?:\bfrom|\bimport)\s*(['"])([^'"\n]+)\1|\b(?:import|require)\s*\(\s*([^)]*?)\s*,?\s*\)/g

function importsOf(root: string, file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, , plain, called]) => {
    const name = plain ?? /^(['"`])([^'"`$]+)\1$/.exec(called ?? '')?.[2]
    if (!name?.startsWith('.')) return { name }
    return { name, file: relative(root, resolve(root, dirname(file), name)) }
  })
}

const within = (folder: string, file?: string) => !!file?.startsWith(`${folder}/`)

/** Which top folders a file of the folder on the left may import from. */
const MAY: Record<string, string[]> = {
  app: ['app', 'shared'],
  admin: ['admin', 'shared'],
  shared: ['shared'],
  deploy: ['deploy', 'shared'],
}

/** The files outside shared/db that handle the database as a file: locking, copying and checking it. */
const FILE_KEEPERS = ['deploy/lock.ts', 'deploy/backup.ts', 'deploy/restore.ts']

function borders({ file, imports }: Source): string[] {
  const folder = file.split('/')[0] ?? ''
  const found: string[] = []
  for (const { name, file: target } of imports) {
    if (MAY[folder] && name === undefined) found.push(`${file}: imports something computed`)
    if (target && MAY[folder] && !MAY[folder].some((one) => within(one, target)))
      found.push(`${file}: imports ${target}`)
    if (within('shared/rules', file) && !within('shared/rules', target))
      found.push(`${file}: a rule imports ${name}`)
    const engine = name === 'better-sqlite3' || name?.split('/')[0] === 'kysely'
    if (engine && !within('shared/db', file) && !within('test', file) && !FILE_KEEPERS.includes(file))
      found.push(`${file}: imports ${name} outside shared/db`)
  }
  return found
}

const SQL =
  /\b(?:selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\s*\(|\bsql\s*(?:<[^`]*>)?\s*`/
const SQLITE =
  /\b(?:pragma|json_each|autoincrement|without rowid|rowid|sqlite_\w+|kysely_migration)\b|\binsert or \w+|\bglob\s+\?/i
const SQLITE_FILES = /^shared\/db\/(?:dialect|connection|sqlite|schema|wal|migrations\/[^/]+)\.ts$/
const ENVIRONMENT =
  /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[\s*['"`]env|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|from\s+['"](?:node:)?process['"]/
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\b|\bprocess\b|\bfetch\s*\(|\bglobalThis\b/

function words({ file, text }: Source): string[] {
  const found: string[] = []
  if (within('test', file)) return found
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  if (SQL.test(code) && !within('shared/db', file)) found.push(`${file}: SQL outside shared/db`)
  if (SQLITE.test(code) && !SQLITE_FILES.test(file) && !FILE_KEEPERS.includes(file))
    found.push(`${file}: a word only SQLite knows`)
  if (ENVIRONMENT.test(code) && file !== 'shared/config.ts') found.push(`${file}: reads the environment`)
  if (IMPURE.test(code) && within('shared/rules', file)) found.push(`${file}: a rule with a clock or chance`)
  return found
}

/** What the public processes must not load, however far down. */
const HEAVY = /^(?:sharp|playwright|pm2|axe-core)/

function heavy(root: string): string[] {
  const found: string[] = []
  const ways = new Map([['app/server.ts', 'app/server.ts']])
  for (const [file, way] of ways) {
    if (!existsSync(join(root, file))) continue
    for (const one of readSource(root, file).imports) {
      if (one.name && HEAVY.test(one.name)) found.push(`${way}: loads ${one.name}`)
      if (one.file && !ways.has(one.file)) ways.set(one.file, `${way} → ${one.file}`)
    }
  }
  return found
}

const TEMPLATE_BREACHES: [RegExp, string][] = [
  [/\|\s*safe\b/, 'writes unescaped text'],
  [/autoescape\s+false/, 'writes unescaped text'],
  [/\sstyle\s*=/i, 'has an inline style'],
  [/<style\b/i, 'has an inline style'],
  [/<script\b(?![^>]*\ssrc=)/i, 'has an inline script'],
  [/\son[a-z]+\s*=\s*["'{]/i, 'has an inline handler'],
  [/javascript:/i, 'has a javascript: link'],
  [/<[^>]*\s[\w-]+=\{\{/, 'has an unquoted attribute'],
]

function templates(root: string): string[] {
  return filesIn(root, 'views').flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return TEMPLATE_BREACHES.filter(([breach]) => breach.test(text)).map(([, what]) => `${file}: ${what}`)
  })
}
