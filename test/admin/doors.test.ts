import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Routes } from '../../shared/web/routes.ts'
import { type Client, type Page, type Site, startApp } from '../client.ts'
import { addComplaint, addError, addFeedback, addMessage } from './people.ts'

type Group = 'app' | 'admin'
type Door = Routes[number]

/** Every door of a group, from the very tables the group serves. */
async function doorsOf(
  group: Group,
): Promise<Record<'open' | 'closed' | 'editorsOnly' | 'adminsOnly', Door[]>> {
  const { open, closed, editorsOnly = [], adminsOnly = [] } = await import(`../../${group}/app.ts`)
  return {
    open: open.flat(),
    closed: closed.flat(),
    editorsOnly: editorsOnly.flat(),
    adminsOnly: adminsOnly.flat(),
  }
}

/** Every door that is not open to all. */
const guarded = (doors: Awaited<ReturnType<typeof doorsOf>>) => [
  ...doors.closed,
  ...doors.editorsOnly,
  ...doors.adminsOnly,
]

const NAMED: Record<string, string> = { token: 'x'.repeat(22), kind: 'city', ref: 'paris' }
const path = (door: Door) => door[1].replaceAll(/:(\w+)/g, (_, name) => NAMED[name] ?? '1')
const name = (door: Door) => `${door[0]} ${door[1]}`

describe('Every door of the dashboard', () => {
  let site: Site
  let doors: Awaited<ReturnType<typeof doorsOf>>
  before(async () => {
    site = await startApp('admin')
    doors = await doorsOf('admin')
    await addComplaint(site, await addMessage(site))
    await addFeedback(site)
    await addError(site)
    const run = { state: 'finished', worker: 0, total: 0, started_at: site.clock.now } as const
    await site.write((tx) => tx.insertInto('regenerations').values(run).execute())
    const editor = await site.as('editor')
    await editor.post('/admin/places', { name: 'Hill', country: 'FR', lat: '48', lng: '2' })
    await editor.post('/admin/news', { title: 'Hear, hear', body: 'All is well.' })
    await editor.post('/admin/errors', { message: 'Oh' })
    await editor.post('/admin/imports', { file: new File(['::Q:: What? {=This ~That}'], 'few.gift') })
  })
  after(() => site.close())

  /** Opens a door the way a form of the site would. Each gets a session of its own, as some doors end it. */
  const knock = async (door: Door, who: () => Promise<Client> | Client): Promise<Page> => {
    const client = await who()
    return door[0] === 'GET' ? await client.get(path(door)) : await client.post(path(door), {})
  }

  test('leads a stranger to the sign-in', async () => {
    assert.ok(doors.closed.length > 20)
    for (const door of guarded(doors)) {
      const page = await knock(door, () => site.client())
      assert.equal(page.status, 303, name(door))
      assert.match(page.location, /^\/admin\/sign-in/, name(door))
    }
  })

  test('is not there for a player', async () => {
    const player = await site.as('player')
    for (const door of guarded(doors)) assert.equal((await knock(door, () => player)).status, 404, name(door))
  })

  test('opens to staff, but for what is an admin’s', async () => {
    for (const [role, country] of [
      ['ambassador', 'FR'],
      ['editor', null],
    ] as const) {
      const person = await site.as(role, { country })
      const theirs = role === 'editor' ? [...doors.closed, ...doors.editorsOnly] : doors.closed
      for (const door of theirs.filter((one) => !one[1].endsWith('sign-out'))) {
        const { status } = await knock(door, () => person)
        const fits = role === 'editor' ? [200, 303, 409, 422] : [200, 303, 404, 409, 422]
        assert.ok(fits.includes(status), `${role}: ${name(door)} ${status}`)
      }
      for (const door of guarded(doors).filter((one) => !theirs.includes(one)))
        assert.equal((await knock(door, () => person)).status, 403, `${role}: ${name(door)}`)
    }
  })

  test('opens to an admin', async () => {
    const admin = await site.as('admin')
    for (const door of guarded(doors).filter((one) => !one[1].endsWith('sign-out'))) {
      const { status } = await knock(door, () => admin)
      assert.ok([200, 303, 409, 422].includes(status), `${name(door)} ${status}`)
    }
  })

  test('asks first for an own password of somebody who came with one that was handed out', async () => {
    const editor = await site.as('editor')
    await site.write((tx) =>
      tx.updateTable('players').set({ must_change_password: 1 }).where('id', '=', editor.id).execute(),
    )
    assert.equal((await editor.get('/admin/questions')).location, '/admin/password')
  })

  test('has nothing behind a number that is none', async () => {
    const admin = await site.as('admin')
    const numbered = guarded(doors).filter((one) => one[1].includes(':id'))
    for (const door of numbered)
      for (const id of ['0', '-1', '1e3', '01', '999999999', '9'.repeat(40), '%00', '1%27', '..%2f..'])
        for (const ask of [door[1].replace(':id', id)]) {
          const page = door[0] === 'GET' ? await admin.get(ask) : await admin.post(ask, {})
          assert.equal(page.status, 404, `${name(door)} with ${id}`)
        }
  })
})

for (const group of ['app', 'admin'] as const) {
  describe(`A form sent to ${group === 'app' ? 'the public site' : 'the dashboard'}`, () => {
    let site: Site
    let forms: Door[]
    let client: Client
    before(async () => {
      site = await startApp(group)
      const doors = await doorsOf(group)
      forms = [...doors.open, ...guarded(doors)].filter(([method]) => method !== 'GET')
      client = await site.as(group === 'app' ? 'player' : 'admin')
    })
    after(() => site.close())

    const refused = async (
      headers: (origin: string) => Record<string, string>,
      fields: Record<string, string> = {},
    ) => {
      assert.ok(forms.length > 5)
      for (const door of forms) {
        const csrf = fields.csrf ?? (await client.token())
        const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
        const body = new URLSearchParams({ ...fields, csrf })
        const page = await client.request(path(door), {
          method: 'POST',
          headers: { ...type, ...headers(site.url) },
          body,
        })
        assert.equal(page.status, 403, name(door))
      }
    }

    test('by another site is refused, whatever it says of itself', async () => {
      await refused((origin) => ({ Origin: origin, 'Sec-Fetch-Site': 'cross-site' }))
      await refused((origin) => ({ Origin: origin, 'Sec-Fetch-Site': 'same-site' }))
      await refused(() => ({ Origin: 'https://example.com' }))
      await refused(() => ({ Origin: 'null' }))
    })

    test('without a word of where it comes from is refused', async () => {
      // fetch itself adds Sec-Fetch-Mode, but neither Origin nor Sec-Fetch-Site.
      await refused(() => ({}))
    })

    test('without the token of this browser is refused', async () => {
      const here = (origin: string) => ({ Origin: origin, 'Sec-Fetch-Site': 'same-origin' })
      await refused(here, { csrf: '' })
      await refused(here, { csrf: 'A'.repeat(43) })
      await refused(here, { csrf: await site.client().token() })
    })

    test('as multipart goes through the same gate', async () => {
      const before = await client.token()
      const form = new FormData()
      form.set('csrf', `${before}x`)
      for (const door of forms) {
        const headers = { Origin: site.url, 'Sec-Fetch-Site': 'same-origin' }
        const { status } = await client.request(path(door), { method: 'POST', headers, body: form })
        assert.equal(status, group === 'admin' ? 403 : 415, name(door))
      }
    })
  })
}

describe('The dashboard in the public group', () => {
  let site: Site
  before(async () => {
    site = await startApp('app')
  })
  after(() => site.close())

  test('does not exist, not even for an admin', async () => {
    const doors = await doorsOf('admin')
    const admin = await site.as('admin')
    for (const door of [...doors.open, ...guarded(doors)].filter(([method]) => method === 'GET'))
      assert.equal((await admin.get(path(door))).status, 404, name(door))
  })
})
