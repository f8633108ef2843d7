import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Client, type Site, startApp } from '../client.ts'
import { browser, skip } from '../journey/stack.ts'
import { addFeedback } from './people.ts'

const views = join(import.meta.dirname, '../../views')

/** Templates of the dashboard that put a moment, which is an element, where only words may stand. */
function misplaced(template: string): string[] {
  const inTag = /<[a-z][^<>]*?\{\{[^}]*\|\s*(?:dateTime|date|ago)\b[^}]*\}\}[^<>]*>/gi
  const joined = /\{\{[^}]*\|\s*(?:dateTime|date|ago)\b[^}|]*\)\s*[~+|][^}]*\}\}/g
  return [...(template.match(inTag) ?? []), ...(template.match(joined) ?? [])]
}

describe('A moment in the dashboard', () => {
  let site: Site
  let editor: Client
  let photo: number
  before(async () => {
    site = await startApp('admin')
    site.clock.now = Date.UTC(2026, 10, 23, 23, 12)
    await addFeedback(site, 'From long ago')
    const { id } = await site.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
    const row = { created_at: site.clock.now }
    await site.write((tx) => tx.updateTable('photos').set(row).where('id', '=', id).execute())
    photo = id
    site.pass(20 * 86_400_000)
    editor = await site.as('editor')
  })
  after(() => site.close())

  test('is said in UTC, as an element that a script can read', async () => {
    const { text } = await editor.get(`/admin/photos/${photo}`)
    assert.match(text, /<time datetime="[^"]+Z" data-shown="moment">\d+ \w+ \d{4}, \d\d:\d\d UTC<\/time>/)
    const list = await editor.get('/admin/feedback')
    assert.match(
      list.text,
      /<time datetime="2026-11-23T23:12:00\.000Z" data-shown="day" title="23 Nov 2026, 23:12 UTC">23 Nov 2026<\/time>/,
    )
  })

  test('stands in no template where only words may stand', () => {
    const files = readdirSync(views, { recursive: true, encoding: 'utf8' })
    const ours = files.filter((file) => /^(admin|partials|layouts)\/.+\.njk$/.test(file))
    // Shown on the public site alone.
    const checked = ours.filter((file) => file !== 'partials/wall.njk' && file !== 'layouts/app.njk')
    assert.ok(checked.length > 20)
    for (const file of checked) assert.deepEqual(misplaced(readFileSync(join(views, file), 'utf8')), [], file)
    for (const fault of [
      '<p title="{{ at | dateTime }}">',
      '<time datetime="{{ at | iso }}" title="{{ at | date }}">x</time>',
      `{{ 'Since ' ~ (at | date) ~ '.' }}`,
    ])
      assert.equal(misplaced(fault).length, 1, fault)
    assert.deepEqual(misplaced('<td class="{{ x }}">{{ at | ago(now) }}</td>'), [])
  })

  describe('becomes the viewer’s', { skip }, () => {
    let chromium: Browser
    before(async () => {
      chromium = await browser()
    })
    after(() => chromium?.close())

    /** The first moment of the photo's page and the day of the feedback, as somebody sees them. */
    async function seen(options: Parameters<Browser['newContext']>[0]) {
      const context = await chromium.newContext(options)
      const [name, value] = editor.cookie.split('=')
      await context.addCookies([{ name: name!, value: value!, url: site.url }])
      const page = await context.newPage()
      const look = async (path: string) => {
        await page.goto(site.url + path)
        const time = page.locator('time[datetime="2026-11-23T23:12:00.000Z"]').first()
        return [await time.textContent(), await time.getAttribute('title')]
      }
      const both = [await look(`/admin/photos/${photo}`), await look('/admin/feedback')]
      await context.close()
      return both
    }

    test('in Berlin', async () => {
      assert.deepEqual(await seen({ timezoneId: 'Europe/Berlin' }), [
        ['24 Nov 2026, 00:12 CET', '23 Nov 2026, 23:12 UTC'],
        ['24 Nov 2026', '24 Nov 2026, 00:12 CET = 23 Nov 2026, 23:12 UTC'],
      ])
    })

    test('in Los Angeles, whose zone has its American name', async () => {
      assert.deepEqual(await seen({ timezoneId: 'America/Los_Angeles' }), [
        ['23 Nov 2026, 15:12 PST', '23 Nov 2026, 23:12 UTC'],
        ['23 Nov 2026', '23 Nov 2026, 15:12 PST = 23 Nov 2026, 23:12 UTC'],
      ])
    })

    test('in Kathmandu, whose zone has none', async () => {
      const [[moment]] = (await seen({ timezoneId: 'Asia/Kathmandu' })) as [[string]]
      assert.equal(moment, '24 Nov 2026, 04:57 GMT+5:45')
    })

    test('also when it comes into the page later', async () => {
      const page = await (await chromium.newContext({ timezoneId: 'Europe/Berlin' })).newPage()
      await page.goto(`${site.url}/admin/sign-in`)
      const html = '<p><time datetime="2026-11-23T23:12:00.000Z" data-shown="moment">x</time></p>'
      await page.evaluate((late) => document.body.insertAdjacentHTML('beforeend', late), html)
      await page.getByText('24 Nov 2026, 00:12 CET').waitFor()
      await page.context().close()
    })

    test('and stays UTC without JavaScript', async () => {
      assert.deepEqual(await seen({ timezoneId: 'Europe/Berlin', javaScriptEnabled: false }), [
        ['23 Nov 2026, 23:12 UTC', null],
        ['23 Nov 2026', '23 Nov 2026, 23:12 UTC'],
      ])
    })
  })
})
