import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { admin, audit, begin, EXCEPTED, type Fields, FORMS, settled, site, VERSIONED } from './forms.ts'

before(begin)
after(() => site.close())

type Row = Record<string, unknown>
type World = Record<string, Row[]>

/** Which record a row of a table belongs to: kind and number. */
const RECORDS: Record<string, (row: Row) => unknown[]> = {
  questions: ({ id }) => ['question', id],
  question_versions: ({ question_id }) => ['question', question_id],
  question_photos: ({ question_id }) => ['question', question_id],
  categories: ({ id }) => ['category', id],
  cities: ({ id }) => ['city', id],
  city_photos: ({ city_id }) => ['city', city_id],
  places: ({ id }) => ['place', id],
  documents: ({ kind, ref }) => ['document', `${kind}/${ref}`],
  photos: ({ id }) => ['photo', id],
  frames: ({ photo_id }) => ['photo', photo_id],
  news: ({ id }) => ['news', id],
  players: ({ id }) => ['player', id],
  messages: ({ id }) => ['message', id],
  complaints: ({ id }) => ['complaint', id],
  feedback: ({ id }) => ['feedback', id],
  errors: ({ id }) => ['error', id],
  regenerations: ({ id }) => ['regeneration', id],
}

/** What follows from records, what is of the work itself, and what only players change. */
const NO_RECORDS = [
  ...['audit', 'attempts', 'sessions', 'sign_in_tokens', 'leftovers', 'batches', 'batch_items', 'earnings'],
  ...['question_cities', 'city_countries', 'author_payments', 'counters'],
]

/** Columns that say when and by whom, or follow from others. */
const FOLLOWS = new Set([
  ...['id', 'version', 'updated_at', 'updated_by', 'created_at', 'created_by', 'name_key', 'key'],
  ...['hidden_by', 'hidden_at', 'closed_by', 'closed_at', 'deleted_at', 'deleted_by'],
  ...['recipe', 'format', 'widths', 'width', 'height', 'previous', 'author_id'],
])

async function world(): Promise<World> {
  const tables = (await site.db.introspection.getTables()).map((table) => table.name)
  const read = async (name: string) =>
    await site.db
      .selectFrom(name as 'players')
      .selectAll()
      .execute()
  return Object.fromEntries(await Promise.all(tables.map(async (name) => [name, await read(name)] as const)))
}

/** The rows of a table that are in one world and not in the other. */
const missing = (here: Row[] = [], there: Row[] = []) => {
  const known = new Set(there.map((row) => JSON.stringify(row)))
  return here.filter((row) => !known.has(JSON.stringify(row)))
}

const plain = (value: unknown) =>
  typeof value === 'string' && /^\[/.test(value) ? JSON.parse(value) : (value ?? null)

/** Where a record of a world differs, column by column: what the audit has to say. */
function checkFields(table: string, before: Row | undefined, after: Row | undefined, left: AuditRow[]) {
  const columns = Object.keys((before ?? after)!).filter((column) => !FOLLOWS.has(column))
  for (const column of columns) {
    const [was, is] = [plain(before?.[column]), plain(after?.[column])]
    if (isDeepStrictEqual(was, is)) continue
    const rows = left.map((row) => [JSON.parse(row.before ?? '{}'), JSON.parse(row.after ?? '{}')] as const)
    const told = rows.filter(([one, other]) => column in one || column in other)
    assert.ok(told.length > 0, `${table}.${column} is told`)
    assert.deepEqual(told[0]![0][column] ?? null, was, `${table}.${column} before`)
    assert.deepEqual(told.at(-1)![1][column] ?? null, is, `${table}.${column} after`)
  }
}

type AuditRow = Awaited<ReturnType<typeof audit>>[number]

/** Whatever changed in a table of records has a row that says who, what, before and after. */
function checkTold(before: World, after: World, left: AuditRow[]) {
  for (const [table, rows] of Object.entries(after)) {
    if (NO_RECORDS.includes(table)) continue
    const [gone, come] = [missing(before[table], rows), missing(rows, before[table])]
    const recordOf = RECORDS[table]
    if (gone.length + come.length === 0) continue
    assert.ok(recordOf, `${table} belongs to a record`)
    for (const row of [...gone, ...come]) {
      const [kind, ref]: unknown[] = recordOf(row)
      const of: AuditRow[] = left.filter((one) => one.kind === kind && one.ref === String(ref))
      const [was, is] = [gone, come].map((some) =>
        some.find((one) => isDeepStrictEqual(recordOf(one), [kind, ref])),
      )
      if (table === 'photos' && was && is && was.version === is.version && !was.deleted_at === !is.deleted_at)
        continue // Its files were made anew, which is no edit.
      assert.ok(of.length > 0, `${kind} ${ref} of ${table} has a row`)
      if (!['question_versions', 'question_photos', 'city_photos', 'frames', 'regenerations'].includes(table))
        if (of.some(({ act }) => act !== 'done')) checkFields(table, was, is, of)
    }
  }
}

const acts = (rows: AuditRow[]) => rows.map(({ kind, act }) => `${kind} ${act}`).toSorted()

describe('A form of the dashboard', () => {
  test('has a test here, each of them', async () => {
    const { open, closed, editorsOnly, adminsOnly } = await import('../../admin/app.ts')
    const doors = [...open, ...closed, ...editorsOnly, ...adminsOnly].flat()
    const paths = doors.flatMap(([method, path]) => (method === 'POST' ? [path] : []))
    assert.deepEqual([...Object.keys(FORMS), ...EXCEPTED].toSorted(), paths.toSorted())
  })

  for (const [route, fill] of Object.entries(FORMS)) {
    test(`sent to ${route} leaves its rows in the audit, once`, async () => {
      const { path, fields = {}, rows, again = 0 } = await fill()
      assert.equal(olden(fields) !== undefined, VERSIONED.includes(route), 'it says what it was filled from')
      await admin.token()
      await settled()
      const [before, known] = [await world(), (await audit()).length]
      const send = async () => {
        const page = await admin.post(path, fields as never)
        await settled()
        return page
      }
      const page = await send()
      assert.ok(page.status < 400, `${page.status} ${page.text.slice(0, 3000)}`)
      const after = await world()
      assert.notDeepEqual(after, before, 'the form did something')
      const left = (await audit()).slice(known)
      assert.deepEqual(acts(left), rows.toSorted())
      for (const row of left) {
        assert.equal(row.editor_id, admin.id)
        assert.equal(row.at, site.clock.now)
        assert.ok(row.name !== '' && (row.request !== '' || row.batch_id))
      }
      if (!rows.includes('storage done')) checkTold(before, after, left)
      site.pass(1000)
      const second = await send()
      assert.ok(second.status < 500, String(second.status))
      assert.equal((await audit()).length, known + rows.length + again, 'sent twice')
    })
  }

  for (const route of VERSIONED) {
    test(`sent to ${route} with an old version changes nothing`, async () => {
      const { path, fields = {} } = await FORMS[route]!()
      const old = olden(fields)!
      await admin.token()
      await settled()
      const before = await world()
      const page = await admin.post(path, { ...fields, ...old } as never)
      assert.equal(page.status, 409, page.text.slice(0, 2000))
      const { leftovers: _, ...then } = before
      const { leftovers: __, ...now } = await world()
      assert.deepEqual(now, then)
    })
  }
})

/** What somebody sends who looked before somebody else saved. */
function olden({ version, was_role, seen }: Fields): Fields | undefined {
  if (version !== undefined) return { version: Number(version) - 1 }
  if (was_role !== undefined) return { was_role: 'admin' }
  return seen === undefined ? undefined : { seen: '7' }
}
