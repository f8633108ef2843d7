import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { type Client, type Site, startApp } from '../client.ts'
import { addComplaint, addFeedback, addMessage } from './people.ts'
import { photoDesk, WORDS } from './photo-desk.ts'

type Person = Client & { id: number; name: string; email: string }
type Fields = Record<string, string | number | string[] | Blob | undefined>

interface Form {
  path: string
  fields?: Fields
  /** What it leaves in the audit: kind and act of each row. */
  rows: string[]
  /** Sent again it does it again: so many rows more. */
  again?: number
}

let site: Site
let admin: Person
let desk: ReturnType<typeof photoDesk>
before(async () => {
  site = await startApp('admin')
  admin = await site.as('admin')
  // Somebody else, so that no admin is the last one.
  await site.as('admin')
  desk = photoDesk(site, admin)
})
after(() => site.close())

/** Signing in and out is no record's change, and what a browser says is no act of staff. */
const EXCEPTED = [
  '/admin/sessions',
  '/admin/password-links/:token',
  '/admin/sign-out',
  '/admin/password',
  '/admin/errors',
]

let named = 0
const fresh = (words: string) => `${words} ${++named}`

const numberIn = (location: string) => Number(/\/(\d+)(\?|$)/.exec(location)?.[1])

/** Sends a form that prepares another; gives back the number in the address it leads to. */
async function made(path: string, fields: Fields): Promise<number> {
  const { location, status, text } = await admin.post(path, fields as never)
  assert.equal(status, 303, text.slice(0, 3000))
  return numberIn(location)
}

const place = (name = fresh('Hill')) => ({ name, country: 'FR', lat: '48.8', lng: '2.3' })
const category = () => ({ name: fresh('Odds'), description: 'And ends', position: 9 })
const news = () => ({ title: fresh('Hear, hear'), body: 'All is well.' })
const at = async (list: string, fields: Fields) => `${list}/${await made(list, fields)}`

const question = async () => await made('/admin/questions', await desk.draft())
const published = async () => await made('/admin/questions', { ...(await desk.draft()), next: 'publish' })

async function cityForm(fields: Fields = {}) {
  const [path, words] = await desk.cityForm('paris', {})
  return { path, fields: { ...words, ...fields } }
}

const written = async (ref: string) => {
  const { version } = (await site.db
    .selectFrom('documents')
    .select('version')
    .where('ref', '=', ref)
    .executeTakeFirst()) ?? { version: 0 }
  return version
}

async function player() {
  const { id, name, email } = await site.as('player')
  return { path: `/admin/players/${id}`, name, email, id }
}

async function brokenOne(closed = false): Promise<number> {
  const row = { message: fresh('Oh'), source: '', page: '/', browser: '', first_at: 1, last_at: 1 }
  const fingerprint = String(++named).padStart(64, '0')
  const by = closed ? { closed_at: 1, closed_by: admin.id } : {}
  const insert = (tx: Parameters<Parameters<Site['write']>[0]>[0]) =>
    tx
      .insertInto('errors')
      .values({ ...row, fingerprint, ...by })
      .returning('id')
      .executeTakeFirstOrThrow()
  return (await site.write(insert)).id
}

/** A batch that was looked at: it would retire one question. */
async function looked(): Promise<number> {
  const id = await published()
  const fields = { list: '/admin/questions', action: 'question.retirement', chosen: [String(id)] }
  return await made('/admin/batches', fields)
}

const setBatch = (id: number, state: 'running' | 'cancelled') =>
  site.write((tx) => tx.updateTable('batches').set({ state, worker: 99 }).where('id', '=', id).execute())

/** A run that was begun or cancelled, and that nobody works on. */
async function run(state: 'running' | 'cancelled'): Promise<number> {
  const row = { state, worker: 99, total: 1, started_at: 1 } as const
  return await site.write(async (tx) => {
    await tx.deleteFrom('regenerations').execute()
    const query = tx.insertInto('regenerations').values(row).returning('id')
    return (await query.executeTakeFirstOrThrow()).id
  })
}

const turned = async (id: number) => ({ version: (await desk.row(id)).version, from: 0, by: '90' })
const file = async () => new File([new Uint8Array(await desk.jpeg())], `photo ${++named}.jpg`)

/** Every form there is, filled in so that it does something; by the path in its route. */
const FORMS: Record<string, () => Promise<Form>> = {
  '/admin/questions': async () => ({
    path: '/admin/questions',
    fields: { ...(await desk.draft()), next: 'publish', photo1_file: await file(), ...at1(WORDS) },
    rows: ['photo added', 'question added'],
  }),
  '/admin/questions/:id': async () => ({
    path: `/admin/questions/${await question()}`,
    fields: { ...(await desk.draft()), value: '4', version: 1 },
    rows: ['question changed'],
  }),
  '/admin/questions/:id/publication': async () => ({
    path: `/admin/questions/${await question()}/publication`,
    fields: { version: 1 },
    rows: ['question changed'],
  }),
  '/admin/questions/:id/retirement': async () => ({
    path: `/admin/questions/${await published()}/retirement`,
    fields: { version: 1 },
    rows: ['question changed'],
  }),
  '/admin/questions/:id/draft': async () => ({
    path: `/admin/questions/${await published()}/draft`,
    fields: { version: 1 },
    rows: ['question changed'],
  }),
  '/admin/questions/:id/deletion': async () => ({
    path: `/admin/questions/${await published()}/deletion`,
    fields: { version: 1 },
    rows: ['question removed'],
  }),
  '/admin/photos': async () => ({
    path: '/admin/photos',
    fields: { ...WORDS, photo_file: await file() },
    rows: ['photo added'],
  }),
  '/admin/photos/:id': async () => ({
    path: `/admin/photos/${await desk.bring()}`,
    fields: { ...WORDS, photo_author: 'Grace', photo_alt: 'Others', version: 1 },
    rows: ['photo changed'],
  }),
  '/admin/photos/:id/turns': async () => {
    const id = await desk.bring()
    return { path: `/admin/photos/${id}/turns`, fields: await turned(id), rows: ['photo changed'] }
  },
  '/admin/photos/:id/replacements': async () => ({
    path: `/admin/photos/${await desk.bring()}/replacements`,
    fields: { version: 1, photo_file: await file() },
    rows: ['photo changed'],
  }),
  '/admin/photos/:id/deletion': async () => ({
    path: `/admin/photos/${await desk.bring()}/deletion`,
    fields: { version: 1 },
    rows: ['photo removed'],
  }),
  '/admin/photos/:id/restoration': async () => {
    const id = await desk.bring()
    await admin.post(`/admin/photos/${id}/deletion`, { version: 1 })
    return { path: `/admin/photos/${id}/restoration`, rows: ['photo added'] }
  },
  '/admin/photos/:id/frames': async () => ({
    path: `/admin/photos/${await desk.bring()}/frames`,
    fields: { kind: 'blur', count: 4 },
    rows: ['photo done'],
    again: 1,
  }),
  '/admin/photos/:id/frames/removal': async () => {
    const id = await desk.bring()
    await admin.post(`/admin/photos/${id}/frames`, { kind: 'blur', count: 4 })
    return { path: `/admin/photos/${id}/frames/removal`, rows: ['photo done'] }
  },
  '/admin/cities/:id': async () => ({
    ...(await cityForm({ airport: fresh('Airfield'), photo_id: await desk.bring() })),
    rows: ['city changed'],
  }),
  '/admin/documents/:kind/:ref': async () => ({
    path: '/admin/documents/country/FR',
    fields: { body: fresh('The Hexagon.'), version: await written('FR') },
    rows: [(await written('FR')) ? 'document changed' : 'document added'],
  }),
  '/admin/documents/:kind/:ref/deletion': async () => {
    const path = '/admin/documents/country/BE'
    await admin.post(path, { body: fresh('The flat one.'), version: await written('BE') })
    return { path: `${path}/deletion`, fields: { version: await written('BE') }, rows: ['document removed'] }
  },
  '/admin/places': async () => ({ path: '/admin/places', fields: place(), rows: ['place added'] }),
  '/admin/places/:id': async () => ({
    path: await at('/admin/places', place()),
    fields: { ...place(), version: 1 },
    rows: ['place changed'],
  }),
  '/admin/places/:id/deletion': async () => ({
    path: `${await at('/admin/places', place())}/deletion`,
    fields: { version: 1 },
    rows: ['place removed'],
  }),
  '/admin/complaints/:id/acceptance': async () => ({
    path: `/admin/complaints/${await addComplaint(site, await addMessage(site, fresh('Rude')))}/acceptance`,
    rows: ['complaint changed', 'message changed'],
  }),
  '/admin/complaints/:id/dismissal': async () => ({
    path: `/admin/complaints/${await addComplaint(site, await addMessage(site, fresh('Polite')))}/dismissal`,
    rows: ['complaint changed'],
  }),
  '/admin/batches': async () => ({
    path: '/admin/batches',
    fields: {
      list: '/admin/questions',
      action: 'question.retirement',
      chosen: [String(await published())],
    },
    rows: [],
  }),
  '/admin/batches/:id/start': async () => ({
    path: `/admin/batches/${await looked()}/start`,
    rows: ['question changed'],
  }),
  '/admin/batches/:id/cancellation': async () => {
    const id = await looked()
    await setBatch(id, 'running')
    return { path: `/admin/batches/${id}/cancellation`, rows: [] }
  },
  '/admin/batches/:id/resumption': async () => {
    const id = await looked()
    await setBatch(id, 'cancelled')
    return { path: `/admin/batches/${id}/resumption`, rows: ['question changed'] }
  },
  '/admin/batches/:id/reversal': async () => {
    const id = await looked()
    await admin.post(`/admin/batches/${id}/start`)
    await settled()
    return { path: `/admin/batches/${id}/reversal`, rows: ['question changed'] }
  },
  '/admin/imports': async () => ({
    path: '/admin/imports',
    fields: { file: new File(['::Q:: What? {=This ~That}'], 'questions.gift') },
    rows: [],
  }),
  '/admin/audit/:id/reversal': async () => {
    const id = await made('/admin/places', place())
    await admin.post(`/admin/places/${id}/deletion`, { version: 1 })
    const [row] = (await audit()).slice(-1)
    return { path: `/admin/audit/${row!.id}/reversal`, rows: ['place added'] }
  },
  '/admin/categories': async () => ({
    path: '/admin/categories',
    fields: category(),
    rows: ['category added'],
  }),
  '/admin/categories/:id': async () => ({
    path: await at('/admin/categories', category()),
    fields: { ...category(), version: 1 },
    rows: ['category changed'],
  }),
  '/admin/categories/:id/deletion': async () => ({
    path: `${await at('/admin/categories', category())}/deletion`,
    fields: { version: 1 },
    rows: ['category removed'],
  }),
  '/admin/cities': async () => ({ path: '/admin/cities', fields: town(), rows: ['city added'] }),
  '/admin/cities/:id/offers': async () => {
    const { id } = await site.db
      .selectFrom('cities')
      .select('id')
      .where('slug', '=', 'paris')
      .executeTakeFirstOrThrow()
    await site.write((tx) => tx.deleteFrom('question_cities').where('city_id', '=', id).execute())
    return { path: `/admin/cities/${id}/offers`, rows: ['city done'] }
  },
  '/admin/news': async () => ({ path: '/admin/news', fields: news(), rows: ['news added'] }),
  '/admin/news/:id': async () => ({
    path: await at('/admin/news', news()),
    fields: { ...news(), version: 1 },
    rows: ['news changed'],
  }),
  '/admin/news/:id/publication': async () => ({
    path: `${await at('/admin/news', news())}/publication`,
    fields: { version: 1 },
    rows: ['news changed'],
  }),
  '/admin/news/:id/draft': async () => ({
    path: `${await at('/admin/news', { ...news(), next: 'publish' })}/draft`,
    fields: { version: 1 },
    rows: ['news changed'],
  }),
  '/admin/news/:id/deletion': async () => ({
    path: `${await at('/admin/news', news())}/deletion`,
    fields: { version: 1 },
    rows: ['news removed'],
  }),
  '/admin/messages/:id/removal': async () => {
    const message = await addMessage(site, fresh('Hm'))
    await addComplaint(site, message)
    const rows = ['complaint changed', 'message changed']
    return { path: `/admin/messages/${message.id}/removal`, rows }
  },
  '/admin/messages/:id/restoration': async () => {
    const { id } = await addMessage(site, fresh('Hm'))
    await admin.post(`/admin/messages/${id}/removal`)
    return { path: `/admin/messages/${id}/restoration`, rows: ['message changed'] }
  },
  '/admin/feedback/:id/closing': async () => ({
    path: `/admin/feedback/${await addFeedback(site, fresh('Nice'))}/closing`,
    rows: ['feedback changed'],
  }),
  '/admin/feedback/:id/reopening': async () => {
    const id = await addFeedback(site, fresh('Nice'))
    await admin.post(`/admin/feedback/${id}/closing`)
    return { path: `/admin/feedback/${id}/reopening`, rows: ['feedback changed'] }
  },
  '/admin/errors/:id/closing': async () => ({
    path: `/admin/errors/${await brokenOne()}/closing`,
    fields: { seen: '' },
    rows: ['error changed'],
  }),
  '/admin/errors/:id/reopening': async () => ({
    path: `/admin/errors/${await brokenOne(true)}/reopening`,
    fields: { seen: '1' },
    rows: ['error changed'],
  }),
  '/admin/regenerations': async () => {
    const id = await desk.bring()
    await site.write(async (tx) => {
      await tx.deleteFrom('regenerations').execute()
      await tx.updateTable('photos').set({ recipe: 'old-1' }).where('id', '=', id).execute()
    })
    return { path: '/admin/regenerations', rows: ['regeneration done'] }
  },
  '/admin/regenerations/:id/cancellation': async () => ({
    path: `/admin/regenerations/${await run('running')}/cancellation`,
    rows: ['regeneration done'],
  }),
  '/admin/regenerations/:id/resumption': async () => ({
    path: `/admin/regenerations/${await run('cancelled')}/resumption`,
    rows: ['regeneration done'],
  }),
  '/admin/storage/repairs': async () => {
    const photo_id = await desk.bring()
    const frame = { photo_id, position: 1, kind: 'blur', name: 'f'.repeat(32), width: 9, height: 9 } as const
    await site.write((tx) => tx.insertInto('frames').values(frame).execute())
    return { path: '/admin/storage/repairs', rows: ['storage done'] }
  },
  '/admin/players/:id/role': async () => ({
    path: `${(await player()).path}/role`,
    fields: { role: 'ambassador', country: 'FR', was_role: 'player' },
    rows: ['player changed'],
  }),
  '/admin/players/:id/name-reset': async () => {
    const { path, name } = await player()
    return { path: `${path}/name-reset`, fields: { name }, rows: ['player changed'] }
  },
  '/admin/players/:id/password-links': async () => ({
    path: `${(await player()).path}/password-links`,
    rows: ['player done'],
    again: 1,
  }),
  '/admin/players/:id/closure': async () => ({
    path: `${(await player()).path}/closure`,
    fields: { sure: '1' },
    rows: ['player changed'],
  }),
  '/admin/players/:id/reopening': async () => {
    const { path } = await player()
    await admin.post(`${path}/closure`, { sure: '1' })
    return { path: `${path}/reopening`, rows: ['player changed'] }
  },
  '/admin/staff': async () => ({
    path: '/admin/staff',
    fields: { email: (await player()).email, role: 'editor', country: '' },
    rows: ['player changed'],
  }),
}

/** The words of a photo as the first place of a question's form names them. */
function at1(words: Record<string, string>): Fields {
  const wanted = Object.entries(words).filter(([name]) => name !== 'photo_place')
  return Object.fromEntries(wanted.map(([name, value]) => [name.replace('photo_', 'photo1_'), value]))
}

/** A city nobody knows yet. */
function town(): Fields {
  const letters = () => String.fromCharCode(65 + (++named % 26))
  const words = { name: fresh('Testville'), airport: 'Field', population: '', timezone: 'Europe/Paris' }
  return { ...words, iata: `Q${letters()}${letters()}`, country: 'FR', lat: '47.1', lng: '3.1' }
}

const audit = () => site.db.selectFrom('audit').selectAll().orderBy('id').execute()

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
  ...['question_cities', 'city_countries', 'author_payments'],
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

/** Nobody works on anything any more. */
async function settled() {
  const at = ['reading', 'checking', 'running'] as const
  const busy = async () =>
    (
      await site.db
        .selectFrom('batches')
        .select('id')
        .where('state', 'in', at)
        .where('worker', '<>', 99)
        .execute()
    ).length +
    (
      await site.db
        .selectFrom('regenerations')
        .select('id')
        .where('state', '=', 'running')
        .where('worker', '<>', 99)
        .execute()
    ).length
  while ((await busy()) > 0) await new Promise((done) => setTimeout(done, 20))
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

  for (const [route, fill] of Object.entries(FORMS)) {
    test(`sent to ${route} with an old version changes nothing`, async (t) => {
      const { path, fields = {} } = await fill()
      const old = olden(fields)
      if (!old) return t.skip('it has none')
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
