import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { backupName, backupTime, isBackupDue, keptBackups } from '../../../shared/rules/backups.ts'
import { DAY_MS } from '../../../shared/rules/weeks.ts'

const start = Date.UTC(2026, 0, 1, 3)
const moment = fc.integer({ min: start, max: start + 900 * DAY_MS })
const moments = fc.uniqueArray(moment, { minLength: 1, maxLength: 60 })
const day = (at: number) => new Date(at).toISOString().slice(0, 10)

describe('Of all backups', () => {
  test('the newest is kept, and nothing that is not there', () => {
    fc.assert(
      fc.property(moments, (times) => {
        const kept = keptBackups(times, Math.max(...times))
        assert.equal(kept[0], Math.max(...times))
        assert.ok(kept.every((at) => times.includes(at)))
      }),
    )
    assert.deepEqual(keptBackups([], start), [])
  })

  test('what is kept is kept again, in whatever order they are found', () => {
    fc.assert(
      fc.property(moments, (times) => {
        const now = Math.max(...times)
        const kept = keptBackups(times, now)
        assert.deepEqual(keptBackups(kept, now), kept)
        assert.deepEqual(keptBackups(times.toReversed(), now), kept)
      }),
    )
  })

  test('all of the last 24 hours are, and at most 23 older ones', () => {
    fc.assert(
      fc.property(moments, (times) => {
        const now = Math.max(...times)
        const kept = new Set(keptBackups(times, now))
        for (const at of times) if (now - at < DAY_MS) assert.ok(kept.has(at))
        const older = [...kept].filter((at) => now - at >= DAY_MS)
        assert.ok(older.length <= 7 + 4 + 12)
      }),
    )
  })

  test('those from the future, as before the clock was set back, are kept and cost no other its place', () => {
    fc.assert(
      fc.property(moments, moment, (times, now) => {
        const future = times.filter((at) => at > now)
        const past = times.filter((at) => at <= now)
        const kept = keptBackups(times, now)
        assert.deepEqual(kept, [...future.toSorted((a, b) => b - a), ...keptBackups(past, now)])
      }),
    )
  })

  test('the last of each of the last seven days that have one is kept', () => {
    fc.assert(
      fc.property(moments, (times) => {
        const kept = new Set(keptBackups(times, Math.max(...times)))
        const days = [...new Set(times.map(day))].sort().slice(-7)
        for (const one of days) assert.ok(kept.has(Math.max(...times.filter((at) => day(at) === one))))
      }),
    )
  })

  test('after two years with one a day, and old ones removed each day, there are 7 days, 4 weeks and 12 months', () => {
    let times: number[] = []
    for (let n = 0; n < 730; n++) times = keptBackups([...times, start + n * DAY_MS], start + n * DAY_MS)
    assert.deepEqual(times.map(day), [
      ...['2027-12-31', '2027-12-30', '2027-12-29', '2027-12-28', '2027-12-27', '2027-12-26', '2027-12-25'],
      ...['2027-12-19', '2027-12-12'],
      ...['2027-11-30', '2027-10-31', '2027-09-30', '2027-08-31', '2027-07-31', '2027-06-30', '2027-05-31'],
      ...['2027-04-30', '2027-03-31', '2027-02-28', '2027-01-31'],
    ])
  })
})

describe('A backup', () => {
  test('is named by its moment, and what is not whole has no moment', () => {
    fc.assert(fc.property(moment, (at) => assert.equal(backupTime(backupName(at)), at)))
    for (const name of [`${backupName(start)}.part`, 'backup.lock', '2026-01-01'])
      assert.equal(backupTime(name), undefined)
  })

  test('is due a day after the last, whatever the clock did', () => {
    assert.ok(isBackupDue([], start))
    assert.ok(!isBackupDue([start], start + DAY_MS - 1))
    assert.ok(isBackupDue([start], start + DAY_MS))
    assert.ok(isBackupDue([start + 1], start))
    assert.ok(!isBackupDue([start + 9 * DAY_MS, start], start))
  })
})
