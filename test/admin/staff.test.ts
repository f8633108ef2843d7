import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { DUTIES } from '../../shared/rules/roles.ts'
import { type Site, startApp } from '../client.ts'

type Person = Awaited<ReturnType<Site['as']>>

describe('The staff', () => {
  let site: Site
  let admin: Person
  before(async () => {
    site = await startApp('admin')
    admin = await site.as('admin')
  })
  after(() => site.close())

  const row = (id: number) =>
    site.db.selectFrom('players').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const give = (email: string, role: string, country = '') =>
    admin.post('/admin/staff', { email, role, country })
  const plain = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

  test('are all who have a role, by role and country, and no player', async () => {
    const people = [
      await site.as('player'),
      await site.as('ambassador', { country: 'FR' }),
      await site.as('ambassador', { country: 'EG' }),
      await site.as('editor'),
      admin,
    ]
    const found = async (query: string) => {
      const { text } = await admin.get(`/admin/staff?${query}`)
      return people.map(({ id }) => text.includes(`href="/admin/players/${id}"`))
    }
    assert.deepEqual(await found(''), [false, true, true, true, true])
    assert.deepEqual(await found('role=ambassador'), [false, true, true, false, false])
    assert.deepEqual(await found('country=EG'), [false, false, true, false, false])
    assert.match((await admin.get('/admin/staff?role=editor&country=EG')).text, /Nobody fits/)
  })

  test('come with how many changes they made, the last of them, and when they were seen', async () => {
    const editor = await site.as('editor')
    const line = async () => {
      const { text } = await admin.get('/admin/staff?role=editor')
      const rows = text.split('<tr>').filter((one) => one.includes(`>${editor.name}<`))
      return plain(rows[0]!)
    }
    assert.match(await line(), /just now 0 –/)
    for (const title of ['One', 'Two']) await editor.post('/admin/news', { title, body: `${title}.` })
    site.pass(3 * 3_600_000)
    assert.match(await line(), /3 hours ago 2 Two 3 hours ago/)
    const { text } = await admin.get('/admin/staff?role=editor')
    assert.match(text, new RegExp(`href="/admin/audit\\?editor=${editor.id}"`))
    await site.write((tx) => tx.deleteFrom('sessions').where('player_id', '=', editor.id).execute())
    assert.match(await line(), /signed out 2/)
  })

  test('are given a role by e-mail, once, with a row of it, and are signed out', async () => {
    const player = await site.as('player')
    const page = await give(` ${player.email.toUpperCase()} `, 'ambassador', 'IN')
    assert.match(page.location, new RegExp(`^/admin/players/${player.id}\\?`))
    assert.deepEqual([(await row(player.id)).role, (await row(player.id)).country], ['ambassador', 'IN'])
    assert.equal((await player.get('/admin')).status, 303)
    assert.equal((await give(player.email, 'ambassador', 'IN')).status, 303, 'sent twice')
    const rows = await site.db
      .selectFrom('audit')
      .select(['editor_id', 'after'])
      .where('kind', '=', 'player')
      .where('ref', '=', String(player.id))
      .execute()
    assert.deepEqual(rows, [{ editor_id: admin.id, after: '{"role":"ambassador","country":"IN"}' }])
  })

  test('who have a role already are led to their page, and keep it', async () => {
    const editor = await site.as('editor')
    const page = await give(editor.email, 'admin')
    assert.equal(page.status, 422)
    assert.match(page.text, new RegExp(`is editor already[\\s\\S]*href="/admin/players/${editor.id}"`))
    assert.equal((await row(editor.id)).role, 'editor')
  })

  test('what does not fit is said by field, and what was typed is kept', async () => {
    const { email } = await site.as('player')
    const refused = async (fields: Record<string, string>, field: string) => {
      const page = await admin.post('/admin/staff', fields)
      assert.equal(page.status, 422)
      assert.match(page.text, new RegExp(`id="${field}-error"`))
      return page.text
    }
    assert.match(await refused({ email: 'nobody@example.org', role: 'editor' }, 'email'), /value="nobody@/)
    await refused({ email: 'no address', role: 'editor' }, 'email')
    await refused({ email, role: 'emperor' }, 'role')
    await refused({ email, role: 'player' }, 'role')
    await refused({ email, role: 'ambassador' }, 'country')
    const empty = await refused({}, 'email')
    assert.match(empty, /id="role-error"/)
  })

  test('find in words what each role may do: all that is in the table the guards go by', async () => {
    const text = plain((await admin.get('/admin/staff')).text)
    const [, ambassador = '', editor = '', head = ''] = text.split(
      / (?:Ambassador|Editor|Admin) (?=✓ Questions)/,
    )
    const { content, house, people } = DUTIES
    assert.ok(ambassador.includes(`${content.words}: of their country`))
    assert.ok(ambassador.includes(`Not: ${house.words.toLowerCase()}`))
    assert.ok(editor.includes(house.words) && editor.includes(`Not: ${people.words.toLowerCase()}`))
    assert.ok(head.includes(people.words) && !head.includes('Not:'))
  })

  test('are looked after by admins', async () => {
    const editor = await site.as('editor')
    assert.equal((await editor.get('/admin/staff')).status, 403)
    assert.equal((await editor.post('/admin/staff', { email: editor.email, role: 'admin' })).status, 403)
    assert.equal((await row(editor.id)).role, 'editor')
    assert.doesNotMatch((await editor.get('/admin')).text, /\/admin\/staff/)
  })
})
