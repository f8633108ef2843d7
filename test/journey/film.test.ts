import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type Site, startApp } from '../client.ts'
import { barriers, listen } from './barriers.ts'
import { browser, skip } from './stack.ts'

describe('the film of a detective', { skip }, () => {
  let site: Site
  let chromium: Browser
  let editor: Awaited<ReturnType<Site['as']>>
  let path: string
  const complaints: string[] = []

  before(async () => {
    ;[site, chromium] = await Promise.all([startApp('admin'), browser()])
    editor = await site.as('editor')
    const { id } = await site.db.selectFrom('photos').select('id').limit(1).executeTakeFirstOrThrow()
    path = `/admin/photos/${id}/frames`
    await editor.post(path, { kind: 'tiles', count: 5 })
  })
  after(async () => {
    await chromium?.close()
    await site?.close()
  })

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await chromium.newContext(options)
    const [name = '', value = ''] = editor.cookie.split('=')
    await context.addCookies([{ name, value, url: site.url }])
    const page = listen(await context.newPage(), complaints)
    if (options.javaScriptEnabled !== false) await page.clock.install()
    await page.goto(site.url + path)
    return page
  }

  const at = (page: Page) => page.locator('[data-at]').textContent()
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const shown = async (page: Page) => await page.locator('.screen').getAttribute('src')
  const frames = (page: Page) =>
    page.locator('.strip img').evaluateAll((all) => all.map((one) => (one as unknown as { src: string }).src))

  it('runs a frame a second from the first to the last, and begins again', async () => {
    const page = await open()
    const sources = await frames(page)
    await button(page, 'Play').click()
    for (const [i, source] of sources.entries()) {
      assert.equal(await at(page), `${i + 1} of 5`)
      assert.equal(await shown(page), source)
      if (i < 4) await page.clock.runFor(1000)
    }
    await page.clock.runFor(5000)
    assert.equal(await at(page), '5 of 5')
    await button(page, 'Play').click()
    assert.equal(await at(page), '1 of 5')
  })

  it('does not run by itself, and stands still when it is told to', async () => {
    const page = await open()
    await page.clock.runFor(5000)
    assert.equal(await at(page), '1 of 5')
    await button(page, 'Play').click()
    await page.clock.runFor(1000)
    await button(page, 'Pause').click()
    await page.clock.runFor(5000)
    assert.equal(await at(page), '2 of 5')
  })

  it('goes step by step with the arrow keys, no further than its ends, and stops for that', async () => {
    const page = await open()
    await button(page, 'Play').click()
    for (const [key, expected] of [
      ['ArrowRight', '2 of 5'],
      ['ArrowLeft', '1 of 5'],
      ['ArrowLeft', '1 of 5'],
    ] as const) {
      await page.keyboard.press(key)
      assert.equal(await at(page), expected)
    }
    await page.clock.runFor(5000)
    assert.equal(await at(page), '1 of 5')
    await page.getByLabel('Frame', { exact: true }).focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
    assert.equal(await at(page), '5 of 5')
    await page.keyboard.press('ArrowLeft')
    assert.equal(await at(page), '4 of 5')
    assert.equal(await shown(page), (await frames(page))[3])
  })

  it('is a strip of all frames where no script runs', async () => {
    const page = await open({ javaScriptEnabled: false })
    assert.equal(await button(page, 'Play').isVisible(), false)
    assert.equal(await page.locator('.strip img').count(), 5)
    for (const image of await page.locator('.strip img').all()) assert.ok(await image.isVisible())
  })

  it('fits a phone, and shuts nobody out', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open({ colorScheme, viewport: { width: 360, height: 740 } })
      assert.deepEqual(await barriers(page), [])
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
    }
    assert.deepEqual(complaints, [])
  })
})
