import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { breaches } from './architecture.ts'

describe('The architecture', () => {
  test('is kept by every file of the house', () => {
    assert.deepEqual(breaches(join(import.meta.dirname, '..')), [])
  })
})

/** The breaches in a house made of these files. */
function house(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'aroundtheworld-house-'))
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    }
    return breaches(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}

const planted: [what: string, file: string, text: string, found: RegExp][] = [
  ['the public site imports the dashboard', 'app/a.ts', `import { b } from '../admin/b.ts'`, /imports admin/],
  ['… bare', 'app/a.ts', `import '../admin/b.ts'`, /imports admin/],
  ['… dynamically', 'app/a.ts', `const b = await import('../admin/b.ts')`, /imports admin/],
  ['… over several lines', 'app/a.ts', `import {\n  b,\n} from\n  "../admin/b.ts"`, /imports admin/],
  ['… as a re-export', 'app/a.ts', `export * from '../admin/b.ts'`, /imports admin/],
  ['… as a type', 'app/a.ts', `let b: import('../admin/b.ts').B`, /imports admin/],
  ['… by a computed name', 'app/a.ts', 'await import(side + name)', /computed/],
  ['the dashboard imports the public site', 'admin/a.ts', `import { b } from '../app/b.ts'`, /imports app/],
  ['shared imports a side', 'shared/web/a.ts', `import { b } from '../../app/b.ts'`, /imports app/],
  ['shared imports deploy', 'shared/a.ts', `import { b } from '../deploy/b.ts'`, /imports deploy/],
  ['deploy imports a side', 'deploy/a.ts', `import { b } from '../app/app.ts'`, /imports app/],
  ['a rule imports the database', 'shared/rules/a.ts', `import { b } from '../db/b.ts'`, /a rule imports/],
  ['a rule imports a type', 'shared/rules/a.ts', `import type { B } from '../db/b.ts'`, /a rule imports/],
  ['a rule imports a package', 'shared/rules/a.ts', `import { z } from 'zod'`, /a rule imports zod/],
  ['a rule imports Node', 'shared/rules/a.ts', `import { randomInt } from 'node:crypto'`, /a rule imports/],
  ['a rule asks the clock', 'shared/rules/a.ts', 'const now = Date.now()', /clock or chance/],
  ['a rule throws dice', 'shared/rules/a.ts', 'const n = Math.random()', /clock or chance/],
  ['a query in a feature', 'app/a.ts', `db.selectFrom('players')`, /SQL outside/],
  ['a change in the dashboard', 'admin/a.ts', `tx\n  .updateTable('players')`, /SQL outside/],
  ['raw SQL', 'shared/web/a.ts', 'sql`select 1`', /SQL outside/],
  ['raw SQL with a type', 'admin/a.ts', 'sql<number>`1`', /SQL outside/],
  ['the engine in a feature', 'app/a.ts', `import Database from 'better-sqlite3'`, /outside shared\/db/],
  ['the query builder', 'admin/a.ts', `import { Migrator } from 'kysely/migration'`, /outside shared\/db/],
  ['a word of SQLite', 'shared/db/a.ts', 'sql`select value from json_each(1)`', /only SQLite/],
  ['another word of SQLite', 'shared/db/a.ts', 'sql`insert or ignore into players`', /only SQLite/],
  ['the environment', 'app/a.ts', 'const x = process.env.PORT', /environment/],
  ['… taken apart', 'shared/a.ts', 'const { env, pid } = process', /environment/],
  ['… by its name', 'deploy/a.js', `const x = process['env']`, /environment/],
  ['… imported', 'shared/a.ts', `import { env } from 'node:process'`, /environment/],
  ['unescaped text', 'views/a.njk', '{{ name | safe }}', /unescaped/],
  ['an inline style', 'views/a.njk', '<p style="x">', /inline style/],
  ['an inline script', 'views/a.njk', '<script type="module">x()</script>', /inline script/],
  ['an inline handler', 'views/a.njk', '<p onclick="x()">', /inline handler/],
  ['a javascript: link', 'views/a.njk', '<a href="javascript:x()">', /javascript:/],
  ['an unquoted attribute', 'views/a.njk', '<a href={{ url }}>', /unquoted/],
]

describe('The check of the architecture finds', () => {
  for (const [what, file, text, found] of planted) {
    test(what, () => {
      const got = house({ [file]: text })
      assert.equal(got.length, 1, got.join('\n'))
      assert.match(got[0]!, found)
    })
  }

  test('sharp, however far down the public site loads it', () => {
    const got = house({
      'app/server.ts': `import { a } from './a.ts'`,
      'app/a.ts': `import { b } from '../shared/media/b.ts'`,
      'shared/media/b.ts': `export * from './c.ts'`,
      'shared/media/c.ts': `const sharp = await import('sharp')`,
    })
    assert.deepEqual(got, ['app/server.ts → app/a.ts → shared/media/b.ts → shared/media/c.ts: loads sharp'])
  })

  test('nothing in a house that keeps its habits', () => {
    const got = house({
      'app/server.ts': `import { a } from '../shared/db/a.ts'`,
      'admin/server.ts': `import sharp from 'sharp'\nimport { a } from '../shared/db/a.ts'`,
      'shared/db/a.ts': `import { sql } from 'kysely'\nimport type { B } from '../rules/b.ts'\nsql\`select 1\``,
      'shared/db/dialect.ts': 'sql`select value from json_each(1)`',
      'shared/rules/b.ts': `import type { C } from './c.ts'\n// Date.now() stays outside.`,
      'shared/config.ts': 'readConfig(process.env)',
      'shared/content/generator/g.ts': `import 'sharp'\nprocess.env.X`,
      'views/a.njk': '<script src="/a.js"></script><a href="{{ url }}" class="one">x</a>',
      'test/a.test.ts': `import '../app/app.ts'\nprocess.env.DATA_DIR = 'x'`,
    })
    assert.deepEqual(got, [])
  })
})
