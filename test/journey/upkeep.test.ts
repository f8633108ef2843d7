import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { root, type Stack, skip, startStack, statusOf, until } from './stack.ts'

const PAGE = '/sign-in'

describe('a site in use', { skip }, () => {
  let site: Stack
  before(async () => {
    site = await startStack()
  })
  after(() => site.stop())

  test('pages go on while another program holds the write lock, and what waits to write is done after it', async () => {
    const pids = await publicPids(site)
    const ready = await Promise.all(Array.from({ length: 6 }, () => signInForm(site.appUrl)))
    const holder = await holdLock(join(site.dataDir, 'aroundtheworld.db'))
    let written = 0
    // More than there are processes, so that each of them has something that waits.
    const writes = ready.map(async (send) => {
      const status = await send()
      written++
      return status
    })
    for (let i = 0; i < 100; i++) assert.equal(await statusOf(`${site.appUrl}${PAGE}`), 200)
    assert.equal(written, 0, 'a hundred pages came before the first that had to write')
    assert.equal(holder.released(), false)
    await holder.release()
    assert.deepEqual(
      new Set(await Promise.all(writes)),
      new Set([422]),
      'a wrong password, and nothing worse',
    )
    assert.deepEqual(await publicPids(site), pids, 'by the same processes')
  })

  test('maintenance closes the public site for every method and leaves the rest open', async () => {
    const on = await site.run('maintenance.ts', 'on')
    assert.equal(on.code, 0, on.stderr)
    for (const path of ['/', PAGE, '/jobs/1/answers', '/maintenance.html?x=1']) {
      for (const method of ['GET', 'POST']) {
        const response = await fetch(`${site.url}${path}`, {
          method,
          redirect: 'manual',
          ...(method === 'POST' && { body: 'x=1' }),
        })
        if (path.startsWith('/maintenance')) {
          assert.equal(response.status, 404)
          continue
        }
        assert.equal(response.status, 503, `${method} ${path}`)
        assert.equal(response.headers.get('retry-after'), '120')
        assert.equal(response.headers.get('cache-control'), 'no-store')
        assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/)
        assert.match(await response.text(), /closed for a moment/)
      }
    }
    assert.equal((await fetch(`${site.url}/`, { method: 'HEAD' })).status, 503)
    for (const path of ['/admin/sign-in', '/static/css/poster.css', '/static/img/poster.svg']) {
      assert.equal(await statusOf(`${site.url}${path}`), 200, path)
    }
    assert.match((await site.run('maintenance.ts', 'on')).stdout, /closed already/)
    assert.equal((await site.run('maintenance.ts', 'off')).code, 0)
    assert.equal(await statusOf(`${site.url}${PAGE}`), 200)
    const wrong = await site.run('maintenance.ts', 'maybe')
    assert.equal(wrong.code, 2)
    assert.equal(wrong.stderr, 'Usage: npm run maintenance on|off\n')
  })

  test('a reload under traffic loses no page, and every process is a new one', async () => {
    const old = await publicPids(site)
    let going = true
    const seen = new Map<number, number>()
    const player = async (path: string) => {
      while (going) {
        const status = await statusOf(`${site.url}${path}`)
        seen.set(status, (seen.get(status) ?? 0) + 1)
      }
    }
    const players = [PAGE, PAGE, PAGE, '/admin/sign-in'].map(player)
    const reload = await site.pm2('reload', 'ecosystem.config.js')
    going = false
    await Promise.all(players)
    assert.equal(reload.code, 0, reload.stderr)
    assert.deepEqual([...seen.keys()], [200], JSON.stringify([...seen]))
    const now = await publicPids(site)
    assert.equal(now.length, old.length)
    assert.ok(now.every((pid) => !old.includes(pid)))
  })

  test('a backup made under load can be restored, photos and all', async () => {
    const database = join(site.dataDir, 'aroundtheworld.db')
    const originals = join(site.dataDir, 'originals')
    mkdirSync(join(originals, 'ab'), { recursive: true })
    writeFileSync(join(originals, 'ab', 'abc'), 'a photo')
    writeFileSync(join(originals, 'ab', 'abd.part'), 'half a photo')
    const writer = new Database(database)
    writer.exec('create table scratch (n integer primary key) strict')
    const fill = writer.prepare('insert into scratch default values')
    let going = true
    const load = (async () => {
      while (going) {
        fill.run()
        await new Promise(setImmediate)
      }
    })()
    const made = await site.run('backup.ts')
    going = false
    await load
    assert.equal(made.code, 0, made.stderr)
    const folder = made.stdout.trim()
    const rows = (path: string) => {
      const file = new Database(path, { readonly: true })
      try {
        assert.equal(file.pragma('integrity_check', { simple: true }), 'ok')
        return Number(file.prepare('select count(*) from scratch').pluck().get())
      } finally {
        file.close()
      }
    }
    const saved = rows(join(folder, 'aroundtheworld.db'))
    assert.ok(saved > 0)
    writer.prepare('delete from scratch').run()
    writer.close()
    assert.equal((await site.run('restore.ts', folder)).code, 1, 'not while it runs')
    await site.end()
    rmSync(join(originals, 'ab', 'abc'))
    const restored = await site.run('restore.ts', folder)
    assert.equal(restored.code, 0, restored.stderr)
    assert.equal(rows(database), saved)
    assert.equal(readFileSync(join(originals, 'ab', 'abc'), 'utf8'), 'a photo')
    assert.equal(existsSync(join(folder, 'originals', 'ab', 'abd.part')), false)
    await site.again()
    assert.equal(await statusOf(`${site.url}${PAGE}`), 200)
  })

  test('old backups go by day, week and month, and an unfinished one is never taken for one', async () => {
    const backups = join(site.dataDir, 'backups')
    const [first] = readdirSync(backups).filter((name) => name.endsWith('Z'))
    assert.ok(first)
    for (let day = 10; day < 26; day++) {
      cpSync(join(backups, first), join(backups, `2020-01-${day}T00-00-00-000Z`), { recursive: true })
    }
    mkdirSync(join(backups, '2020-02-01T00-00-00-000Z.part'))
    const made = await site.run('backup.ts')
    assert.equal(made.code, 0, made.stderr)
    const kept = readdirSync(backups).filter((name) => /^2/.test(name))
    const days = [25, 24, 23, 22, 21, 20, 19, 12].map((day) => `2020-01-${day}T00-00-00-000Z`)
    assert.deepEqual(kept.sort(), [...days, first, basename(made.stdout.trim())].sort())
    const wrong = await site.run('restore.ts')
    assert.equal(wrong.code, 2)
    assert.match(wrong.stderr, new RegExp(first))
  })
})

/** A second program that begins to write and does not end: what a sqlite3 shell left open does to a site. */
async function holdLock(database: string) {
  const held = `
    import Database from 'better-sqlite3'
    const file = new Database(${JSON.stringify(database)})
    file.exec('begin immediate')
    process.stdout.write('held')
    process.stdin.once('data', () => { file.exec('rollback'); process.exit(0) })
  `
  const args = ['--input-type=module', '-e', held]
  const child: ChildProcess = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve)
    child.once('exit', () => reject(new Error('the lock was not taken')))
  })
  return {
    released: () => child.exitCode !== null,
    async release() {
      child.stdin?.write('x')
      await until(
        () => child.exitCode !== null,
        () => 'the lock is still held',
      )
    },
  }
}

/** Opens the sign-in form and gives back what sends it with a wrong password: an act that writes (a try is counted). */
async function signInForm(url: string): Promise<() => Promise<number>> {
  const page = await fetch(`${url}/sign-in`)
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const csrf = (await page.text()).match(/name="csrf" value="([^"]+)"/)?.[1] ?? ''
  const body = new URLSearchParams({ csrf, email: 'nobody@example.org', password: 'wrong password' })
  const headers = { cookie, 'Sec-Fetch-Site': 'same-origin' }
  return async () => {
    const response = await fetch(`${url}/sessions`, { method: 'POST', body, headers, redirect: 'manual' })
    await response.arrayBuffer()
    return response.status
  }
}

/** The public processes, once all of both groups are online. */
async function publicPids(site: Stack): Promise<number[]> {
  return await until(
    async () => {
      const { stdout } = await site.pm2('jlist')
      const list: { name: string; pid: number; pm2_env: { status: string } }[] = JSON.parse(
        stdout.slice(stdout.indexOf('[{')),
      )
      if (list.some((one) => one.pm2_env.status !== 'online')) return undefined
      return list.filter((one) => one.name === 'app').map((one) => one.pid)
    },
    () => 'not all processes are online',
  )
}
