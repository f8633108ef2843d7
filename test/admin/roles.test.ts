import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Role } from '../../shared/rules/roles.ts'
import { type Client, type Site, startApp } from '../client.ts'
import { addComplaint, addFeedback, addMessage, cityId, complainAbout } from './people.ts'

type Person = Awaited<ReturnType<Site['as']>>

/**
 * Who may go through a door. `all`: also who is not signed in. `staff`: everybody with a role. `country`: of ambassadors
 * only the one of the record's country (or whose record it is). `house`: editors and admins. `people`: admins.
 */
type Who = 'all' | 'staff' | 'country' | 'house' | 'people'

/** Every door of the dashboard, by who may go through. A new one is closed to this test until it is written here. */
const DOORS: Record<Who, string[]> = {
  all: [
    'GET /sign-in',
    'POST /sessions',
    'GET /password-links/:token',
    'POST /password-links/:token',
    'POST /errors',
  ],
  staff: [
    ...['POST /sign-out', 'GET /password', 'POST /password', 'GET ', 'GET /first-steps'],
    ...['GET /questions', 'GET /questions/export', 'GET /questions/new', 'POST /questions'],
    ...['GET /photos', 'GET /photos/new', 'POST /photos'],
    ...['GET /cities', 'GET /documents', 'GET /places', 'GET /places/new', 'POST /places'],
    ...['GET /cities/export', 'GET /complaints/export', 'GET /photos/export', 'GET /places/export'],
    ...['GET /documents/export', 'GET /audit/export', 'GET /batches/export'],
    ...['GET /progress', 'GET /complaints', 'GET /batches', 'POST /batches'],
    ...['GET /imports', 'POST /imports', 'GET /imports/example'],
    ...['GET /reports', 'GET /reports/trends', 'GET /reports/map', 'GET /reports/growth', 'GET /awards'],
    ...['GET /reports/questions', 'GET /reports/ratings', 'GET /reports/authors', 'GET /audit'],
  ],
  country: [
    ...['GET /questions/:id', 'POST /questions/:id', 'GET /questions/:id/preview'],
    ...['POST /questions/:id/publication', 'POST /questions/:id/retirement', 'POST /questions/:id/draft'],
    ...['POST /questions/:id/deletion', 'GET /questions/:id/statistics'],
    ...['GET /photos/:id', 'POST /photos/:id', 'GET /photos/:id/original', 'POST /photos/:id/turns'],
    ...['POST /photos/:id/replacements', 'POST /photos/:id/deletion', 'POST /photos/:id/restoration'],
    ...['GET /photos/:id/frames', 'POST /photos/:id/frames', 'POST /photos/:id/frames/removal'],
    ...['GET /cities/:id', 'POST /cities/:id'],
    ...['GET /documents/:kind/:ref', 'POST /documents/:kind/:ref', 'POST /documents/:kind/:ref/deletion'],
    ...['GET /places/:id', 'POST /places/:id', 'POST /places/:id/deletion'],
    ...['GET /complaints/:id', 'POST /complaints/:id/acceptance', 'POST /complaints/:id/dismissal'],
    ...['GET /batches/:id', 'POST /batches/:id/start', 'POST /batches/:id/cancellation'],
    ...['POST /batches/:id/resumption', 'POST /batches/:id/reversal'],
    ...['GET /imports/:id', 'GET /imports/:id/quarantine', 'GET /imports/:id/changes'],
    ...['GET /audit/:id', 'POST /audit/:id/reversal'],
  ],
  house: [
    ...['GET /categories', 'GET /categories/new', 'POST /categories'],
    ...['GET /categories/:id', 'POST /categories/:id', 'POST /categories/:id/deletion'],
    ...['GET /cities/new', 'POST /cities', 'POST /cities/:id/offers'],
    ...['GET /news', 'GET /news/export', 'GET /news/new', 'POST /news', 'GET /news/:id', 'POST /news/:id'],
    ...['POST /news/:id/publication', 'POST /news/:id/draft', 'POST /news/:id/deletion'],
    ...[
      'GET /messages',
      'GET /messages/export',
      'POST /messages/:id/removal',
      'POST /messages/:id/restoration',
    ],
    ...[
      'GET /feedback',
      'GET /feedback/export',
      'POST /feedback/:id/closing',
      'POST /feedback/:id/reopening',
    ],
    ...['GET /errors', 'GET /errors/export', 'POST /errors/:id/closing', 'POST /errors/:id/reopening'],
    ...['GET /regenerations', 'POST /regenerations'],
    ...['POST /regenerations/:id/cancellation', 'POST /regenerations/:id/resumption'],
    ...['GET /storage', 'POST /storage/repairs'],
  ],
  people: [
    ...[
      'GET /players',
      'GET /players/export',
      'GET /players/:id',
      'GET /players/:id/ledger',
      'POST /players/:id/role',
    ],
    ...['POST /players/:id/name-reset', 'POST /players/:id/password-links'],
    ...[
      'POST /players/:id/closure',
      'POST /players/:id/reopening',
      'GET /staff',
      'GET /staff/export',
      'POST /staff',
    ],
  ],
}

const doors = (who: Who) => DOORS[who].map((one) => one.replace(' ', ' /admin'))
const methodOf = (door: string) => door.split(' ')[0]!
const SIGN_OUT = 'POST /admin/sign-out'
/** What a door says that is open: shown, done, or that a form or its version does not fit. */
const OPEN = [200, 303, 409, 422]

describe('Who may do what in the dashboard', () => {
  let site: Site
  let own: Person
  let other: Person
  let editor: Person
  let admin: Person
  let player: Person
  before(async () => {
    site = await startApp('admin')
    own = await site.as('ambassador', { country: 'FR' })
    other = await site.as('ambassador', { country: 'EG' })
    editor = await site.as('editor')
    admin = await site.as('admin')
    player = await site.as('player')
  })
  after(() => site.close())

  let taken = 0
  /** Another one of the starter world's each time, so that no door finds what the one before has done. */
  const next = async (table: 'questions' | 'photos') => {
    const query = site.db
      .selectFrom(table as 'photos')
      .select('id')
      .orderBy('id')
    return (await query.offset(taken++).limit(1).executeTakeFirstOrThrow()).id
  }

  /** A record of France, or of its ambassador, by the first word of its address. */
  const RECORDS: Record<string, () => Promise<number | string>> = {
    async questions() {
      const id = await next('questions')
      const city_id = await cityId(site)
      await site.write((tx) =>
        tx
          .updateTable('questions')
          .set({ city_id, country: null, everywhere: 0 })
          .where('id', '=', id)
          .execute(),
      )
      return id
    },
    async photos() {
      const id = await next('photos')
      await site.write((tx) =>
        tx.updateTable('photos').set({ created_by: own.id }).where('id', '=', id).execute(),
      )
      return id
    },
    cities: () => cityId(site),
    documents: async () => 'city/paris',
    async places() {
      const row = { name: `Place ${taken++}`, country: 'FR', lat: 1, lng: 1 }
      const { id } = await site.write((tx) =>
        tx.insertInto('places').values(row).returning('id').executeTakeFirstOrThrow(),
      )
      return id
    },
    async complaints() {
      return await complainAbout(site, (await RECORDS.questions!()) as number)
    },
    batches: () => addBatch('bulk'),
    imports: () => addBatch('import'),
    async audit() {
      const question = String(await RECORDS.questions!())
      const row = { kind: 'question', ref: question, name: 'x', act: 'done', request: '' } as const
      const { id } = await site.write((tx) =>
        tx
          .insertInto('audit')
          .values({ ...row, at: site.clock.now, editor_id: editor.id })
          .returning('id')
          .executeTakeFirstOrThrow(),
      )
      return id
    },
    async categories() {
      const row = { slug: `c${taken}`, name: `Category ${taken}`, description: 'x', position: taken++ }
      const { id } = await site.write((tx) =>
        tx.insertInto('categories').values(row).returning('id').executeTakeFirstOrThrow(),
      )
      return id
    },
    async news() {
      const row = { title: `News ${taken++}`, body: 'x', created_at: site.clock.now }
      const { id } = await site.write((tx) =>
        tx.insertInto('news').values(row).returning('id').executeTakeFirstOrThrow(),
      )
      return id
    },
    messages: async () => (await addMessage(site, `Words ${taken++}`)).id,
    feedback: () => addFeedback(site),
    async errors() {
      const fingerprint = String(taken++).padStart(64, '0')
      const row = { fingerprint, message: 'x', source: 'x', page: '/', browser: 'x' }
      const { id } = await site.write((tx) =>
        tx
          .insertInto('errors')
          .values({ ...row, first_at: 1, last_at: site.clock.now })
          .returning('id')
          .executeTakeFirstOrThrow(),
      )
      return id
    },
    async regenerations() {
      const run = { state: 'finished', worker: 0, total: 0 } as const
      const row = { ...run, started_by: editor.id, started_at: site.clock.now }
      const { id } = await site.write((tx) =>
        tx.insertInto('regenerations').values(row).returning('id').executeTakeFirstOrThrow(),
      )
      return id
    },
    players: async () => (await site.as('player')).id,
  }

  async function addBatch(kind: 'bulk' | 'import') {
    const made = { kind, title: 'x', state: 'finished', worker: 0 } as const
    const { id } = await site.write((tx) =>
      tx
        .insertInto('batches')
        .values({ ...made, started_by: own.id, started_at: site.clock.now })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    return id
  }

  /** Knocks at a door the way a form of the site would, at one with a record at a record of its own. */
  async function knock(door: string, client: Client): Promise<{ status: number; location: string }> {
    const [method, path = ''] = door.split(' ')
    const record = path.includes(':') ? await RECORDS[path.split('/')[2]!]!() : ''
    const address = path.replace(/:(id|kind\/:ref)/, String(record))
    return method === 'GET' ? await client.get(address) : await client.post(address, {})
  }

  test('is written down here for every door there is, and for no other', async () => {
    const { open, closed, editorsOnly, adminsOnly } = await import('../../admin/app.ts')
    const served = [open, closed, editorsOnly, adminsOnly].flat(2)
    const written = (Object.keys(DOORS) as Who[]).flatMap(doors)
    assert.deepEqual(written.toSorted(), served.map(([method, path]) => `${method} ${path}`).toSorted())
  })

  test('a stranger is led to the sign-in by every door', async () => {
    for (const who of ['staff', 'country', 'house', 'people'] as const)
      for (const door of doors(who)) {
        const { status, location } = await knock(door, site.client())
        assert.deepEqual([status, /^\/admin\/sign-in/.test(location)], [303, true], door)
      }
  })

  /** Each door is as it should be for the person: 403 where the role is not enough, 404 where it is another's record. */
  async function each(client: Client, expected: Record<Exclude<Who, 'all'>, number[]>) {
    const wrong: string[] = []
    for (const [who, fits] of Object.entries(expected))
      for (const door of doors(who as Who).filter((one) => one !== SIGN_OUT)) {
        const { status } = await knock(door, client)
        if (!fits.includes(status)) wrong.push(`${door} answers ${status}`)
      }
    assert.deepEqual(wrong, [])
  }

  test('for a player nothing is there', () =>
    each(player, { staff: [404], country: [404], house: [404], people: [404] }))

  test('an ambassador has what is of their country', () =>
    each(own, { staff: OPEN, country: OPEN, house: [403], people: [403] }))

  test('an ambassador of another country finds none of it', () =>
    each(other, { staff: OPEN, country: [404], house: [403], people: [403] }))

  test('an editor has all but the people', () =>
    each(editor, { staff: OPEN, country: OPEN, house: OPEN, people: [403] }))

  test('an admin has all', () => each(admin, { staff: OPEN, country: OPEN, house: OPEN, people: OPEN }))

  test('what a role may not do is not shown: no link and no form of any page leads to a closed door', async () => {
    for (const record of Object.values(RECORDS)) await record()
    const shown = await questionWithPhotos()
    await addComplaint(site, await addMessage(site, 'Rude words'))
    for (const [role, country] of [
      ['ambassador', 'FR'],
      ['editor', null],
      ['admin', null],
    ] as const)
      await walk(role, country, [
        '/admin',
        `/admin/questions/${shown}`,
        `/admin/cities/${await cityId(site)}`,
      ])
  })

  /** A question of Paris and a city, with photos that editors brought. */
  async function questionWithPhotos() {
    const row = site.db.selectFrom('question_photos').select(['question_id', 'photo_id'])
    const { question_id, photo_id } = await row.limit(1).executeTakeFirstOrThrow()
    const city_id = await cityId(site)
    await site.write(async (tx) => {
      const place = { city_id, country: null, everywhere: 0 } as const
      await tx.updateTable('questions').set(place).where('id', '=', question_id).execute()
      await tx.insertInto('city_photos').values({ city_id, position: 0, photo_id }).execute()
    })
    return question_id
  }

  /** So many addresses of one door are opened, and so many in all. */
  const [OF_A_DOOR, PAGES] = [4, 200]

  async function walk(role: Role, country: string | null, from: string[]) {
    const person = await site.as(role, { country })
    const opened = new Map<string, number>()
    const forms = new Map<string, string>()
    /** Each address with the page it was found on. */
    const seen = new Map(from.map((path) => [path, 'the way in']))
    const wrong: string[] = []
    const shape = (path: string) =>
      path.replace(/\?.*/, '').replaceAll(/\/\d+|(?<=documents\/\w+\/)[\w-]+/g, '/:')
    const refused = (status: number, what: string) => {
      if (status === 403 || status === 404 || status >= 500) wrong.push(`${role}: ${what} (${status})`)
    }
    let pages = 0
    for (const [path, from] of seen) {
      const count = opened.get(shape(path)) ?? 0
      if (count >= OF_A_DOOR || pages >= PAGES) continue
      opened.set(shape(path), count + 1)
      pages++
      const { status, text } = await person.get(path)
      refused(status, `${path} on ${from}`)
      for (const [, found = ''] of text.matchAll(/href="(\/admin[^"#]*)/g)) {
        const next = found.replaceAll('&amp;', '&')
        if (!seen.has(next)) seen.set(next, path)
      }
      for (const [, tag] of text.matchAll(/<form ([^>]*)>/g)) {
        const [, action = ''] = /action="([^"]*)"/.exec(tag!) ?? []
        if (/method="post"/.test(tag!) && !forms.has(shape(action)))
          forms.set(shape(action), `${action} on ${path}`)
      }
    }
    assert.ok(pages > 60 && forms.size > 12, `${role} saw ${pages} pages and ${forms.size} forms`)
    for (const form of forms.values()) {
      const [action = ''] = form.split(' ')
      if (action !== '/admin/sign-out') refused((await person.post(action, {})).status, `form ${form}`)
    }
    assert.deepEqual(wrong, [])
  }

  test('doors that are open to all tell nobody anything', async () => {
    for (const door of doors('all')) {
      const path = door.split(' ')[1]!.replace(':token', 'x'.repeat(22))
      const page =
        methodOf(door) === 'GET' ? await site.client().get(path) : await site.client().post(path, {})
      assert.ok([200, 204, 404, 422].includes(page.status), `${door} ${page.status}`)
    }
  })
})
