import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { photoDesk } from '../admin/photo-desk.ts'
import { type Site, startApp } from '../client.ts'
import { barriers, listen } from './barriers.ts'
import { browser, skip } from './stack.ts'

describe('the focal point of a photo', { skip }, () => {
  let site: Site
  let chromium: Browser
  let editor: Awaited<ReturnType<Site['as']>>
  let desk: ReturnType<typeof photoDesk>
  const complaints: string[] = []

  before(async () => {
    ;[site, chromium] = await Promise.all([startApp('admin'), browser()])
    editor = await site.as('editor')
    desk = photoDesk(site, editor)
  })
  after(async () => {
    await chromium?.close()
    await site?.close()
  })

  async function open(id: number, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await chromium.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const [name = '', value = ''] = editor.cookie.split('=')
    await context.addCookies([{ name, value, url: site.url }])
    const page = listen(await context.newPage(), complaints)
    await page.goto(`${site.url}/admin/photos/${id}`)
    return page
  }

  const numbers = async (page: Page) => [
    await page.getByLabel('From left').inputValue(),
    await page.getByLabel('From top').inputValue(),
  ]
  const cross = (page: Page) => page.locator('.focal g').getAttribute('transform')
  const window = async (page: Page) =>
    ((await page.locator('svg.cut-out').getAttribute('viewBox')) ?? '')
      .split(' ')
      .map((one) => Math.round(Number(one)))
  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()

  it('is set by a click on the picture, seen at once with the cut, and saved', async () => {
    const id = await desk.bring(await desk.jpeg(800, 400))
    const page = await open(id)
    assert.deepEqual(await window(page), [133, 0, 533, 400])
    const box = (await page.locator('.focal').boundingBox())!
    await page.mouse.click(box.x + box.width * 0.8, box.y + box.height * 0.2)
    const [x, y] = (await numbers(page)).map(Number) as [number, number]
    assert.ok(Math.abs(x - 80) <= 1 && Math.abs(y - 20) <= 1, `${x} ${y}`)
    assert.equal(await cross(page), `translate(${8 * x} ${4 * y}) scale(8)`)
    assert.deepEqual(await window(page), [267, 0, 533, 400])
    await save(page)
    assert.match((await page.getByRole('status').textContent()) ?? '', /Saved\./)
    const row = await desk.row(id)
    assert.deepEqual([row.focal_x, row.focal_y], [x, y])
    assert.equal(await cross(page), `translate(${8 * x} ${4 * y}) scale(8)`)
  })

  it('is moved with the arrow keys by one per cent, with Shift by ten, and never out of the picture', async () => {
    const page = await open(await desk.bring())
    await page.locator('.focal').focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'Shift+ArrowDown'])
      await page.keyboard.press(key)
    assert.deepEqual(await numbers(page), ['52', '59'])
    const said = await page.locator('.focal').getAttribute('aria-label')
    assert.equal(said, 'Focal point: 52 per cent from the left, 59 from the top')
    for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowLeft')
    assert.deepEqual(await numbers(page), ['0', '59'])
    await save(page)
    assert.deepEqual(await numbers(page), ['0', '59'])
  })

  it('follows the numbers that are typed', async () => {
    const page = await open(await desk.bring(await desk.jpeg(200, 100)))
    await page.getByLabel('From left').fill('25')
    assert.equal(await cross(page), 'translate(50 50) scale(2)')
    await page.getByLabel('From left').fill('')
    assert.equal(await cross(page), 'translate(0 50) scale(2)')
  })

  it('is set by its numbers where no script runs', async () => {
    const id = await desk.bring()
    const page = await open(id, { javaScriptEnabled: false })
    await page.getByLabel('From left').fill('7')
    await save(page)
    await page.getByText('Saved.', { exact: true }).waitFor()
    assert.equal((await desk.row(id)).focal_x, 7)
    assert.equal(await page.getByText('Save first what you changed').isVisible(), true)
  })

  it('is saved with the words by Ctrl+Enter; a turn asks before it takes away what is typed or aimed', async () => {
    const id = await desk.bring()
    const page = await open(id)
    let asked = 0
    page.on('dialog', (dialog) => {
      asked++
      void dialog.accept()
    })
    const turn = async (version: number) => {
      await page.getByRole('button', { name: 'Turn right' }).click()
      await page.locator(`#words [name=version][value="${version}"]`).waitFor({ state: 'attached' })
    }
    await page.getByLabel('Title').fill('Half a tit')
    await turn(2)
    assert.equal(asked, 1)
    await page.locator('.focal').click({ position: { x: 5, y: 5 } })
    await turn(3)
    assert.equal(asked, 2)
    await turn(4)
    assert.equal(asked, 2, 'nothing was typed')
    await page.getByLabel('Title').fill('A whole title')
    await page.getByLabel('From left').fill('12')
    await page.getByLabel('From left').press('Control+Enter')
    await page.getByRole('heading', { name: 'A whole title' }).waitFor()
    assert.equal(asked, 2, 'a form that is saved loses nothing')
    assert.equal((await desk.row(id)).focal_x, 12)
  })

  it('has a page that fits a phone, and shuts nobody out', async () => {
    const id = await desk.bring()
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(id, { colorScheme, viewport: { width: 360, height: 740 } })
      assert.deepEqual(await barriers(page), [])
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
    }
    assert.deepEqual(complaints, [])
  })
})
