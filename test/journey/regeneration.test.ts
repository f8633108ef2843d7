import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type Site, startApp } from '../client.ts'
import { barriers, listen } from './barriers.ts'
import { browser, skip } from './stack.ts'

describe('a regeneration under way', { skip }, () => {
  let site: Site
  let chromium: Browser
  let editor: Awaited<ReturnType<Site['as']>>
  const complaints: string[] = []

  /** One that another process works on: here only its row moves. */
  before(async () => {
    ;[site, chromium] = await Promise.all([startApp('admin'), browser()])
    editor = await site.as('editor')
    const run = { worker: 1, total: 377, started_by: editor.id, started_at: site.clock.now }
    const failed = JSON.stringify([{ id: 1, reason: 'The original is missing.' }])
    await site.write(async (tx) => {
      await tx
        .insertInto('regenerations')
        .values({ ...run, failed, state: 'cancelled', done: 9 })
        .execute()
      await tx
        .insertInto('regenerations')
        .values({ ...run, state: 'running', done: 100 })
        .execute()
    })
  })
  after(async () => {
    await chromium?.close()
    await site?.close()
  })

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await chromium.newContext(options)
    const [name = '', value = ''] = editor.cookie.split('=')
    await context.addCookies([{ name, value, url: site.url }])
    const page = listen(await context.newPage(), complaints)
    await page.goto(site.url + path)
    return page
  }

  const set = (changes: { done: number; state?: 'running' | 'finished' }) =>
    site.write((tx) => tx.updateTable('regenerations').set(changes).where('id', '=', 2).execute())
  const again = (page: Page) => page.getByRole('link', { name: 'Look again' })
  const reached = (page: Page, n: number) =>
    page.locator(`progress[value="${n}"]`).waitFor({ state: 'visible' })

  it('is looked at once more by hand where no script runs', async () => {
    const page = await open('/admin/regenerations', { javaScriptEnabled: false })
    assert.equal(await page.locator('progress').getAttribute('value'), '100')
    await set({ done: 110 })
    await again(page).click()
    assert.equal(await page.locator('progress').getAttribute('value'), '110')
  })

  it('fits a phone and shuts nobody out, with the sweep beside it', async () => {
    const strange = join(process.env.DATA_DIR!, 'originals', 'readme.txt')
    writeFileSync(strange, 'nobody knows me')
    const opened = { '/admin/regenerations': 'summary >> nth=-1', '/admin/storage': undefined }
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [path, fold] of Object.entries(opened)) {
        const page = await open(path, { colorScheme, viewport: { width: 360, height: 740 } })
        if (fold) await page.locator(fold).click()
        assert.deepEqual(await barriers(page), [], path)
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360, path)
      }
    rmSync(strange)
    assert.deepEqual(complaints, [])
  })

  it('is followed by its bar and numbers, takes nobody’s place away, and says its end by itself', async () => {
    const page = await open('/admin/regenerations')
    assert.equal(await again(page).isVisible(), false)
    await page.getByRole('button', { name: 'Cancel' }).focus()
    await set({ done: 200 })
    await reached(page, 200)
    assert.match((await page.locator('[data-said]').textContent()) ?? '', /200 of 377 photos/)
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Cancel')
    await page.context().setOffline(true)
    await again(page).waitFor({ state: 'visible' })
    await page.context().setOffline(false)
    await again(page).click()
    await set({ done: 377, state: 'finished' })
    await page.getByText('there is nothing to do').waitFor()
    assert.equal(await page.locator('main').count(), 1)
  })
})
