import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Site, startApp } from '../client.ts'
import { barriers, listen } from '../journey/barriers.ts'
import { browser, skip } from '../journey/stack.ts'

describe('Choosing rows in a browser', { skip }, () => {
  let site: Site
  let chromium: Browser
  let cookies: { name: string; value: string; url: string }[]
  const complaints: string[] = []
  before(async () => {
    site = await startApp('admin')
    chromium = await browser()
    const [name = '', value = ''] = (await site.as('editor')).cookie.split('=')
    cookies = [{ name, value, url: site.url }]
  })
  after(async () => {
    await chromium.close()
    await site.close()
  })

  const open = async (path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> => {
    const context = await chromium.newContext(options)
    await context.addCookies(cookies)
    const page = listen(await context.newPage(), complaints)
    await page.goto(site.url + path)
    return page
  }

  test('shift chooses all between two, the bar comes forward and says how many, and one undo takes all back', async () => {
    const page = await open('/admin/questions?country=FR&state=published')
    const ticks = page.locator('input[name=chosen]')
    const act = page.getByLabel('What is to be done', { exact: true })
    assert.equal(await act.isVisible(), false)
    await ticks.nth(1).click()
    await ticks.nth(4).click({ modifiers: ['Shift'] })
    await page.getByText('4 chosen').waitFor()
    assert.equal(await page.locator('input[name=chosen]:checked').count(), 4)
    assert.equal(
      await page.locator('[data-all]').evaluate((box: HTMLInputElement) => box.indeterminate),
      true,
    )
    assert.equal(await page.getByLabel('Seconds', { exact: true }).isVisible(), false)
    await act.selectOption({ label: 'Change the seconds' })
    await page.getByLabel('Seconds', { exact: true }).fill('47')
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('4 questions will be given 47 seconds').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: 'Give 4 questions 47 seconds' }).click()
    await page.getByText('4 questions were given 47 seconds.').waitFor()
    assert.match(page.url(), /country=FR&state=published/)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back: 4 changes.').waitFor()
    const left = site.db.selectFrom('questions').select('id').where('seconds', '=', 47)
    assert.deepEqual(await left.execute(), [])
    assert.deepEqual(complaints, [])
  })

  test('works with the keyboard alone', async () => {
    const page = await open('/admin/places')
    const ticks = page.locator('input[name=chosen]')
    await ticks.first().focus()
    await page.keyboard.press('Space')
    await ticks.nth(2).focus()
    await page.keyboard.press('Shift+Space')
    await page.getByText('3 chosen').waitFor()
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement?.matches('[data-act]')), true)
    assert.match(page.url(), /\/admin\/places$/)
    await page.locator('[data-all]').focus()
    await page.keyboard.press('Space')
    assert.equal(await page.locator('input[name=chosen]:not(:checked)').count(), 0)
    await page.keyboard.press('Space')
    assert.equal(await page.locator('input[name=chosen]:checked').count(), 0)
    await page.keyboard.press('/')
    assert.equal(await page.evaluate(() => document.activeElement?.matches('[data-search]')), true)
  })

  test('goes on with Enter without JavaScript too', async () => {
    const page = await open('/admin/places', { javaScriptEnabled: false })
    await page.locator('input[name=chosen]').first().check()
    await page.keyboard.press('Enter')
    await page.getByText('Choose what is to be done.').waitFor()
    await page.getByLabel('What is to be done', { exact: true }).selectOption({ label: 'Delete' })
  })

  test('works without JavaScript: the tick in the head stands for all of the page', async () => {
    const page = await open('/admin/questions?country=DE&state=published', { javaScriptEnabled: false })
    const act = page.getByLabel('What is to be done', { exact: true })
    assert.equal(await act.isVisible(), false)
    await page.getByLabel('Choose all on this page').check()
    await act.selectOption({ label: 'Retire' })
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('button', { name: 'Retire 25 questions' }).click()
    await page.getByText('25 questions were retired.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back: 25 changes.').waitFor()
  })
})
