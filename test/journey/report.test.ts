import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Client } from '../client.ts'
import { addAnswers } from './answers.ts'
import { freePorts, root, type Stack, skip, startStack } from './stack.ts'

const ANSWERS = 1_000_000
const REPORT = '/admin/reports/questions?run=1'
const PASSWORD = 'slow reports are no shame'

describe('the slow report over a million answers', { skip }, () => {
  let site: Stack
  let cookie: string

  before(async () => {
    site = await startStack()
    addAnswers(join(site.dataDir, 'aroundtheworld.db'), ANSWERS)
    const admin = new Client(site.url, '/admin/sign-in')
    await admin.signIn(site.adminEmail, site.adminPassword)
    await admin.post('/admin/password', { current: site.adminPassword, password: PASSWORD })
    cookie = admin.cookie
  })
  after(() => site?.stop())

  it('leaves the public site answering hundreds of players from its start to its end', async () => {
    const { report, answered } = await askDuringReport(site.url)
    assert.equal(report.status, 200)
    assert.match(await report.text(), /1,000,\d{3}/, 'it read every answer')
    assert.ok(answered >= 200, `only ${answered} public answers came while the report ran`)
  })

  it('stops every player when both groups are one process, which proves that the test above can fail', async () => {
    const port = await freePorts(1)
    const url = `http://127.0.0.1:${port}`
    const env = {
      PATH: process.env.PATH,
      DATA_DIR: site.dataDir,
      APP_PORT: String(port),
      LOG_LEVEL: 'silent',
    }
    const merged = fork(join(root, 'test', 'journey', 'merged.ts'), { env })
    try {
      await new Promise((ready) => merged.once('message', ready))
      const { report } = await askDuringReport(url)
      assert.equal(report.status, 200)
      assert.equal(report.headers.get('Public-Answers'), '0')
    } finally {
      merged.kill()
    }
  })

  /** Asks for the report and, until it has come, for the public site's first page again and again, four at a time. */
  async function askDuringReport(url: string) {
    let running = true
    let answered = 0
    const asked = fetch(url + REPORT, { headers: { Cookie: cookie } }).finally(() => {
      running = false
    })
    const player = async () => {
      while (running) {
        const response = await fetch(url)
        await response.arrayBuffer()
        assert.equal(response.status, 200)
        if (running) answered++
      }
    }
    await Promise.all([1, 2, 3, 4].map(player))
    return { report: await asked, answered }
  }
})
