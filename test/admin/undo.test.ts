import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { By } from '../../shared/db/audit.ts'
import type { PlaceFields } from '../../shared/db/places.ts'
import { type Site, startApp } from '../client.ts'

type Edit = Partial<PlaceFields>

/** Few values, so that edits often come to the same. */
const edits = fc.array(
  fc.oneof(
    fc.record({ lat: fc.constantFrom(10, 20, 30) }),
    fc.record({ lng: fc.constantFrom(1, 2) }),
    fc.record({ country: fc.constantFrom('FR', 'BE') }),
    fc.record({ lat: fc.constantFrom(10, 20), lng: fc.constantFrom(1, 2) }),
  ),
  { minLength: 1, maxLength: 8 },
)

describe('Any number of edits of a place', () => {
  let site: Site
  let by: By
  const load = async () => ({
    audit: await import('../../shared/db/audit.ts'),
    places: await import('../../shared/db/places.ts'),
    undo: (await import('../../admin/history/undo.ts')).undo,
  })
  let lib: Awaited<ReturnType<typeof load>>
  before(async () => {
    site = await startApp('admin')
    by = { editor: (await site.as('editor')).id, now: site.clock.now }
    lib = await load()
  })
  after(() => site.close())

  let count = 0
  const add = async () =>
    await site.write((tx) =>
      lib.places.insert(tx, { name: `Rock ${++count}`, country: 'FR', lat: 0, lng: 0 }, by),
    )
  const rowsOf = async (id: number) =>
    await site.db
      .selectFrom('audit')
      .selectAll()
      .where('kind', '=', 'place')
      .where('ref', '=', String(id))
      .orderBy('id')
      .execute()
  const present = async (id: number) => (await lib.places.present(site.db, id))!
  const fieldsOf = async (id: number): Promise<PlaceFields> => (await present(id)).fields

  async function edit(id: number, change: Edit) {
    const { version, fields } = await present(id)
    assert.ok(await site.write((tx) => lib.places.update(tx, id, version, { ...fields, ...change }, by)))
  }

  type Row = Awaited<ReturnType<typeof rowsOf>>[number]
  const takeBack = async (row: Row) => await site.write((tx) => lib.undo(tx, row, by))

  test('one taken back changes only what it changed, or says why not; taken back in turn all is as it was', async () => {
    await fc.assert(
      fc.asyncProperty(edits, fc.nat(), async (changes, which) => {
        const id = await add()
        for (const change of changes) await edit(id, change)
        const rows = (await rowsOf(id)).slice(1)
        fc.pre(rows.length > 0)
        const row = rows[which % rows.length]!
        const [was, is] = [JSON.parse(row.before!), JSON.parse(row.after!)]
        const { fields: before, version } = await present(id)
        const problem = await takeBack(row)
        const now = await fieldsOf(id)
        const left = (await rowsOf(id)).slice(rows.length + 1)
        const names = Object.keys(is) as (keyof PlaceFields)[]
        const moved = names.filter((name) => before[name] !== is[name] && before[name] !== was[name])
        if (moved.length > 0) {
          assert.match(problem!, /^It was changed again since: /)
          assert.deepEqual([now, left], [before, []])
          return
        }
        assert.equal(problem, undefined)
        assert.deepEqual(now, { ...before, ...was })
        if (names.every((name) => before[name] === was[name]))
          return assert.deepEqual([left, (await present(id)).version], [[], version])
        assert.deepEqual(
          left.map(({ act, undoes }) => [act, undoes]),
          [['changed', row.id]],
        )
        assert.equal(await takeBack(left[0]!), undefined)
        assert.deepEqual(await fieldsOf(id), before)
      }),
      { numRuns: 60 },
    )
  })

  test('all taken back, the newest first, lead to where it began; the addition too, and back again', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const id = await add()
        for (const change of changes) await edit(id, change)
        const end = await fieldsOf(id)
        for (const row of (await rowsOf(id)).reverse()) assert.equal(await takeBack(row), undefined)
        assert.equal(await lib.places.present(site.db, id), undefined)
        const rows = await rowsOf(id)
        for (const row of rows.slice(rows.length / 2).reverse()) assert.equal(await takeBack(row), undefined)
        assert.deepEqual(await fieldsOf(id), end)
      }),
      { numRuns: 20 },
    )
  })

  test('a version is never used twice, through a deletion and its undo', async () => {
    const id = await add()
    await edit(id, { lat: 10 })
    await site.write((tx) => lib.places.remove(tx, id, 2, by))
    assert.equal(await takeBack((await rowsOf(id)).at(-1)!), undefined)
    assert.equal((await present(id)).version, 3)
    assert.equal(await takeBack((await rowsOf(id)).at(-2)!), 'It is here again already.')
  })

  test('a change of what was deleted since is not taken back', async () => {
    const id = await add()
    await edit(id, { lat: 10 })
    const [, row] = await rowsOf(id)
    await site.write((tx) => lib.places.remove(tx, id, 2, by))
    assert.equal(await takeBack(row!), 'It was deleted since.')
  })
})
