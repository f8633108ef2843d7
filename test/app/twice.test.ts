import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { checkForms, FORMS, open, site } from './forms.ts'

before(open)
after(() => site.close())

const NOT_PLAYED = ['sessions', 'attempts', 'sign_in_tokens']

/** All that is in the database but sessions, to compare before and after. */
async function everything(): Promise<string> {
  const tables = (await site.db.introspection.getTables()).map((table) => table.name as 'players')
  const played = tables.filter((table) => !NOT_PLAYED.includes(table))
  return JSON.stringify(
    await Promise.all(played.map((table) => site.db.selectFrom(table).selectAll().execute())),
  )
}

describe('A form that is sent', () => {
  test('has a test here, each of them', checkForms)

  for (const [route, fill] of Object.entries(FORMS)) {
    test(`twice to ${route} counts once, later and at the same moment`, async () => {
      const { client, path, fields } = await fill()
      await client.token()
      const before = await everything()
      const first = await client.post(path, fields)
      assert.ok(first.status < 400, `${first.status} ${first.text.slice(0, 2000)}`)
      const once = await everything()
      assert.notEqual(once, before, 'the form did something')
      site.pass(1000)
      const again = await client.post(path, fields)
      assert.ok(again.status < 500, String(again.status))
      assert.equal(await everything(), once)

      const other = await fill()
      await other.client.token()
      const copies = () => Promise.all([1, 2, 3].map(() => other.client.post(other.path, other.fields)))
      for (const page of await copies()) assert.ok(page.status < 500, String(page.status))
      const thrice = await everything()
      await copies()
      assert.equal(await everything(), thrice)
    })
  }
})
