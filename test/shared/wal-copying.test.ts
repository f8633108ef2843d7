import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { open } from '../../shared/db/sqlite.ts'
import { copyWal, walSize } from '../../shared/db/wal.ts'
import { until } from '../journey/stack.ts'

const PAGE = 4096

describe('The write-ahead log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aroundtheworld-wal-'))
  const path = join(folder, 'database.db')
  const writer = open(path, { timeout: 5000 })
  const run = (text: string) => writer.prepare(text).run([])
  run('create table pages (content blob) strict')
  const write = (pages: number) => {
    for (let i = 0; i < pages; i += 100)
      run(`insert into pages select zeroblob(${PAGE}) from json_each('[${Array(100).fill(0)}]')`)
  }
  const copied = () => statSync(path).size / PAGE
  after(() => {
    writer.close()
    rmSync(folder, { recursive: true })
  })

  test('is copied by no commit, but by who is there for it, also while somebody reads', async () => {
    write(2000)
    assert.ok(walSize(path) > 2000 * PAGE)
    assert.ok(copied() < 100, 'commits did not wait for it')
    const end = copyWal(path)
    try {
      await until(
        () => copied() > 1900,
        () => `${copied()} pages were copied`,
      )
      const reader = new Database(path, { readonly: true })
      const rows = reader.prepare('select content from pages').iterate()
      rows.next()
      const before = reader.prepare('select count(*) from pages').pluck().get()
      write(2000)
      assert.equal(reader.prepare('select count(*) from pages').pluck().get(), before)
      rows.return!()
      reader.close()
      await until(
        () => copied() > 3900,
        () => `${copied()} pages were copied`,
      )
    } finally {
      end()
    }
  })

  test('begins anew once all of it was copied', async () => {
    const end = copyWal(path)
    write(5000)
    await until(
      () => {
        const before = walSize(path)
        write(100)
        return walSize(path) === before
      },
      () => `it grows on: ${walSize(path)} bytes`,
    )
    end()
  })
})
