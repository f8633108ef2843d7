import assert from 'node:assert/strict'
import { type Client, type Site, startApp } from '../client.ts'
import { addComplaint, addFeedback, addMessage } from './people.ts'
import { photoDesk, WORDS } from './photo-desk.ts'

export type Person = Client & { id: number; name: string; email: string }
export type Fields = Record<string, string | number | string[] | Blob | undefined>

export interface Form {
  path: string
  fields?: Fields
  /** What it leaves in the audit: kind and act of each row. */
  rows: string[]
  /** Sent again it does it again: so many rows more. */
  again?: number
}

/** The site the forms are filled in on, and who does. */
export let site: Site
export let admin: Person
let desk: ReturnType<typeof photoDesk>

export async function begin(): Promise<void> {
  site = await startApp('admin')
  admin = await site.as('admin')
  // Somebody else, so that no admin is the last one.
  await site.as('admin')
  desk = photoDesk(site, admin)
}

/** Signing in and out is no record's change, and what a browser says is no act of staff. */
export const EXCEPTED = [
  '/admin/sessions',
  '/admin/password-links/:token',
  '/admin/sign-out',
  '/admin/password',
  '/admin/errors',
]

/** Forms of what somebody may have saved meanwhile: they say what they were filled from. */
export const VERSIONED = [
  '/admin/questions/:id',
  '/admin/questions/:id/publication',
  '/admin/questions/:id/retirement',
  '/admin/questions/:id/draft',
  '/admin/questions/:id/deletion',
  '/admin/photos/:id',
  '/admin/photos/:id/turns',
  '/admin/photos/:id/replacements',
  '/admin/photos/:id/deletion',
  '/admin/cities/:id',
  '/admin/documents/:kind/:ref',
  '/admin/documents/:kind/:ref/deletion',
  '/admin/places/:id',
  '/admin/places/:id/deletion',
  '/admin/categories/:id',
  '/admin/categories/:id/deletion',
  '/admin/news/:id',
  '/admin/news/:id/publication',
  '/admin/news/:id/draft',
  '/admin/news/:id/deletion',
  '/admin/errors/:id/closing',
  '/admin/errors/:id/reopening',
  '/admin/players/:id/role',
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
export const FORMS: Record<string, () => Promise<Form>> = {
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
    return { path: `/admin/batches/${id}/resumption`, rows: [] }
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
    fields: { ...news(), version: 1 },
    rows: ['news changed'],
  }),
  '/admin/news/:id/draft': async () => ({
    path: `${await at('/admin/news', { ...news(), next: 'publish' })}/draft`,
    fields: { ...news(), version: 1 },
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

export const audit = () => site.db.selectFrom('audit').selectAll().orderBy('id').execute()

/** Nobody works on anything any more. */
export async function settled() {
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
