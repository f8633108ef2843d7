import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { until } from '../journey/stack.ts'
import { watchProcesses } from './gaps.ts'
import { both, lengthOf, longestBeside } from './standstill.ts'

const BLOCKED_MS = 200

describe('a stop', () => {
  test('is shared as far as two lie in the same moment', () => {
    assert.deepEqual(
      both(
        [
          { from: 0, to: 10 },
          { from: 20, to: 30 },
        ],
        [
          { from: 5, to: 25 },
          { from: 30, to: 40 },
        ],
      ),
      [
        { from: 5, to: 10 },
        { from: 20, to: 25 },
      ],
    )
  })

  test('counts without the time that the machine itself stood still', () => {
    const gaps = [
      { from: 0, to: 100 },
      { from: 200, to: 230 },
    ]
    assert.equal(longestBeside(gaps, []), 100)
    assert.equal(longestBeside(gaps, [{ from: -10, to: 40 }]), 60)
    const stops = [
      { from: 10, to: 50 },
      { from: 60, to: 95 },
    ]
    assert.equal(longestBeside(gaps, stops), 30)
    assert.equal(longestBeside([], stops), 0)
  })

  test('of a process that runs already is written down', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'standstill-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const blocks = `process.on('message', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${BLOCKED_MS}))
      process.send('here')`
    const child = spawn(process.execPath, ['--eval', blocks], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
    t.after(() => child.kill())
    await once(child, 'message')
    const stops = await watchProcesses([child.pid!], join(folder, 'stops'))
    assert.ok(stops().length > 0)
    child.send('stand still')
    const stop = await until(
      () => stops().find((one) => lengthOf(one) >= BLOCKED_MS / 2),
      () => `nothing is written down: ${JSON.stringify(stops())}`,
    )
    assert.ok(stop.to <= performance.timeOrigin + performance.now())
  })
})
