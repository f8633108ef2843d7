import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { addresses, traveller } from '../app/addresses.ts'
import { FORMS, type Form, open, site } from '../app/forms.ts'
import { begin, secret, slotsOf, world } from '../app/play.ts'
import { checkBooks } from '../app/walks.ts'
import { type Page, type Site, startApp } from '../client.ts'
import { runNode, until } from './stack.ts'

/** Both groups on a disk of their own, which a file fills to its last byte and leaves again. */
const DISK = 'size=2g'
const folder = process.env.DATA_DIR!
const filler = join(folder, 'filler')
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', DISK, 'none', folder]).status === 0
if (!mounted) assert.notEqual(process.env.CI, 'true', 'a small disk can be mounted')
const skip = !mounted && 'mounting a small disk is not permitted here'

/** Leaves no more than so many bytes of the disk; none when nothing is said. */
function fill(left = 0): void {
  const { blocks, bavail, bsize } = statfsSync(folder)
  const size = (blocks - bavail) * bsize + left
  execFileSync('mount', ['-o', `remount,size=${size}`, folder])
  if (left > 0) return
  try {
    for (;;) writeFileSync(filler, Buffer.alloc(4096), { flag: 'a' })
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'ENOSPC')
  }
}

function makeRoom(): void {
  execFileSync('mount', ['-o', `remount,${DISK}`, folder])
  rmSync(filler, { force: true })
}

/** Does it on a full disk. The log has no old room either that could be written over. */
async function full<T>(work: () => Promise<T>): Promise<T> {
  const file = new Database(join(folder, 'aroundtheworld.db'))
  await until(
    () =>
      statSync(join(folder, 'aroundtheworld.db-wal')).size === 0 || !file.pragma('wal_checkpoint(TRUNCATE)'),
    () => 'the log was not emptied',
  )
  file.close()
  fill()
  try {
    return await work()
  } finally {
    makeRoom()
  }
}

/** Does it, and says which files came or were only begun, other than the filler, the database's own and locks. */
async function filesLeftBy(work: () => Promise<void>): Promise<string[]> {
  const before = new Set(files())
  await work()
  return files().filter((path) => !before.has(path))
}

const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(?:filler|aroundtheworld\.db)|\.lock/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

const notTaken = (page: Page, what: string) => {
  assert.equal(page.status, 507, what)
  assert.match(page.text, /This was not taken: the disk of the server is full/, what)
}

describe('A disk that is full', { skip }, () => {
  let admin: Site
  before(async () => {
    await open()
    admin = await startApp('admin')
  })
  after(async () => {
    await admin?.close()
    await site?.close()
    execFileSync('umount', [folder])
  })

  test('takes no answer, says so, and its clock stands until it can be taken', async () => {
    const player = await begin(site)
    const { right } = await secret(site, player.job, 1)
    await player.client.token()
    site.pass(1500)
    const arrived = site.clock.now
    const before = await world(site)
    const page = await full(() =>
      player.client.post(`/jobs/${player.job}/answers`, { slot: 1, option: right }),
    )
    notTaken(page, 'an answer')
    assert.equal(await world(site), before)
    site.pass(3_600_000 / 2)
    const sent = [...page.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
    const again = await player.client.post(
      `/jobs/${player.job}/answers`,
      Object.fromEntries(sent.map((one) => one.slice(1))),
    )
    assert.equal(again.status, 303)
    const [slot] = await slotsOf(site, player.job)
    assert.deepEqual([slot!.outcome, slot!.answered_at], ['right', arrived])
  })

  test('takes no form at all, changes nothing by it, and takes each of them when there is room', async () => {
    const filled: (Form & { route: string })[] = []
    for (const [route, fill] of Object.entries(FORMS)) filled.push({ route, ...(await fill()) })
    for (const { client } of filled) await client.token()
    const before = await world(site)
    await full(async () => {
      for (const { route, client, path, fields } of filled) notTaken(await client.post(path, fields), route)
    })
    assert.equal(await world(site), before)
    for (const { route, client, path, fields } of filled) {
      const page = await client.post(path, fields)
      assert.ok(page.status < 400, `${route}: ${page.status}`)
    }
  })

  test('shows every page, to players and to staff', async () => {
    const player = await traveller(site)
    const paths = await addresses(site, player)
    const staff = await admin.as('admin')
    await full(async () => {
      for (const path of paths) assert.equal((await player.client.get(path)).status, 200, path)
      for (const path of ['', '/questions', '/photos', '/players', '/audit', '/storage'])
        assert.equal((await staff.get(`/admin${path}`)).status, 200, path)
    })
  })

  test('takes nothing from staff, says so, and leaves no file of theirs', async () => {
    const staff = await admin.as('admin')
    const photo = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#678' } })
      .jpeg()
      .toBuffer()
    const words = { photo_title: 'A test', photo_alt: 'A field', photo_author: 'Ada', photo_licence: 'CC0' }
    const upload = () =>
      staff.post('/admin/photos', { ...words, photo_file: new File([new Uint8Array(photo)], 'a.jpg') })
    const bring = () => staff.post('/admin/imports', { file: new File(['text\r\nWhich?'], 'questions.csv') })
    await staff.token()
    const left = await filesLeftBy(() =>
      full(async () => {
        notTaken(await staff.post('/admin/news', { title: 'Room', body: 'None.' }), 'news')
        for (const page of [await upload(), await bring()]) {
          assert.equal(page.status, 507)
          assert.match(page.text, /disk of the server is nearly full/)
        }
      }),
    )
    assert.deepEqual(left, [])
    for (const page of [await staff.post('/admin/news', { title: 'Room', body: 'Again.' }), await upload()])
      assert.equal(page.status, 303)
  })

  test('nearly: players play on, and files and backups are refused before they are begun', async () => {
    const player = await begin(site)
    const { right } = await secret(site, player.job, 1)
    const staff = await admin.as('editor')
    await staff.token()
    fill(400_000_000)
    try {
      const left = await filesLeftBy(async () => {
        const upload = await staff.post('/admin/photos', { photo_file: new File(['x'], 'a.jpg') })
        assert.equal(upload.status, 507)
        assert.match(await refusedBackup(), /too full/)
      })
      assert.deepEqual(left, [])
      const answered = await player.client.post(`/jobs/${player.job}/answers`, { slot: 1, option: right })
      assert.equal(answered.status, 303)
    } finally {
      makeRoom()
    }
  })

  test('has no backup made, and none that is begun', async () => {
    const left = await filesLeftBy(async () => assert.match(await full(refusedBackup), /full/))
    assert.deepEqual(left, [])
  })

  test('hurts no process that says how it is, which is heard again when there is room', async () => {
    const { allVitals, sayVitals } = await import('../../shared/web/vitals.ts')
    const left = await filesLeftBy(() => full(() => sayVitals('app')()))
    assert.deepEqual(left, [], 'nothing half-written')
    const fallSilent = sayVitals('app')
    try {
      while (!(await allVitals()).some((one) => one.pid === process.pid)) await new Promise(setImmediate)
    } finally {
      await fallSilent()
    }
  })

  test('leaves the database whole and the books right', async () => {
    const file = new Database(join(folder, 'aroundtheworld.db'), { readonly: true })
    assert.equal(file.pragma('integrity_check', { simple: true }), 'ok')
    assert.deepEqual(file.pragma('foreign_key_check'), [])
    file.close()
    await checkBooks(site, [])
  })
})

/** Asks for a backup as the timer does; gives back why there is none. */
async function refusedBackup(): Promise<string> {
  const { code, stdout, stderr } = await runNode(['deploy/backup.ts'], {
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
  })
  assert.equal(code, 1, stdout)
  return stderr
}
