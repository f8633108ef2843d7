import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Vitals } from '../../shared/web/vitals.ts'
import { type Site, startApp } from '../client.ts'
import { statusOf, until } from '../journey/stack.ts'
import { type Running, startProcess } from './processes.ts'

describe('A process of the public group', () => {
  let site: Site
  let dataDir: string
  let run: string
  let file: string
  before(async () => {
    site = await startApp('app')
    const { config } = await import('../../shared/config.ts')
    dataDir = config.dataDir
    run = config.run
    file = join(run, 'app-3.json')
  })
  after(() => site.close())
  beforeEach(() => rmSync(run, { recursive: true, force: true }))

  const start = () => startProcess('app', 3, { dataDir })

  const speaks = ({ child }: Running) =>
    until(
      () => existsSync(file) && said().pid === child.pid,
      () => 'it says nothing',
    )
  const said = (): Vitals => JSON.parse(readFileSync(file, 'utf8'))
  const appears = () =>
    until(
      () => existsSync(file),
      () => 'it says nothing',
    )

  test('says how it is in a file of its own, and takes it away when it leaves', async () => {
    const { child, ended } = await start()
    await appears()
    const vitals = said()
    assert.equal(vitals.group, 'app')
    assert.equal(vitals.instance, 3)
    assert.equal(vitals.pid, child.pid)
    assert.ok(vitals.started <= vitals.at && vitals.at <= Date.now())
    assert.ok(vitals.rss > 10_000_000)
    for (const ms of [vitals.delay.p50, vitals.delay.p99, vitals.delay.max]) assert.ok(ms >= 0 && ms < 60_000)
    assert.equal(statSync(run).mode & 0o077, 0, 'nobody else reads it')
    child.kill('SIGINT')
    assert.equal(await ended, 0)
    assert.deepEqual(readdirSync(run), [])
  })

  test('that is killed leaves its last word, which grows old, until the next one says when it fell', async () => {
    const { child, ended } = await start()
    await appears()
    const { pid } = said()
    child.kill('SIGKILL')
    await ended
    assert.equal(said().pid, pid)
    const next = await start()
    await speaks(next)
    const { started, falls } = said()
    assert.deepEqual(falls, [started])
    next.child.kill('SIGINT')
    await next.ended
  })

  test('that takes over from one that leaves, as in a reload, or comes after it, is no fall', async () => {
    const older = await start()
    await speaks(older)
    const younger = await start()
    await speaks(younger)
    assert.deepEqual(said().falls, [])
    for (const { child, ended } of [older, younger]) {
      child.kill('SIGINT')
      await ended
    }
    const next = await start()
    await speaks(next)
    assert.deepEqual(said().falls, [])
    next.child.kill('SIGINT')
    await next.ended
  })

  test('lets the younger one of its number speak, as in a reload', async () => {
    mkdirSync(run)
    const times = { started: Date.now() + 60_000, at: Date.now() }
    const younger = JSON.stringify({ group: 'app', instance: 3, pid: 1, ...times })
    writeFileSync(file, younger)
    const { child, ended } = await start()
    child.kill('SIGINT')
    await ended
    assert.equal(readFileSync(file, 'utf8'), younger)
  })

  test('serves on where nothing can be written, and logs it', async () => {
    writeFileSync(run, 'in the way')
    const { child, url, ended, log } = await start()
    await until(
      () => log().includes('vitals not written'),
      () => 'it is not logged',
    )
    assert.equal(await statusOf(`${url}/healthz`), 200)
    child.kill('SIGINT')
    assert.equal(await ended, 0)
    assert.equal(log().match(/vitals not written/g)?.length, 1)
    rmSync(run)
  })

  test('is read with all others, but for what is no word of a process', async () => {
    const { allVitals } = await import('../../shared/web/vitals.ts')
    assert.deepEqual(await allVitals(), [], 'before the first start there is no folder')
    mkdirSync(run)
    const word = { group: 'admin', instance: 1, pid: 7 }
    writeFileSync(join(run, 'admin-1.json'), JSON.stringify(word))
    writeFileSync(join(run, 'admin-0.json'), '{"half')
    writeFileSync(join(run, 'admin-0.json.77.part'), '{}')
    assert.deepEqual(await allVitals(), [word])
  })
})
