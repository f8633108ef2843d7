import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { barriers, listen } from './barriers.ts'
import { browser, type Stack, skip, startStack } from './stack.ts'

const PASSWORD = 'every picture tells a story'

describe('many photos', { skip }, () => {
  let site: Stack
  let chromium: Browser
  let folder: string
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'atw-photos-'))
    ;[site, chromium] = await Promise.all([startStack(), browser()])
    context = await chromium.newContext()
    page = listen(await context.newPage(), complaints)
    await signIn(page, site.adminPassword)
    await page.getByLabel('Present password').fill(site.adminPassword)
    await page.getByLabel('New password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Change it' }).click()
    await page.locator('.steps').waitFor()
  })
  after(async () => {
    await chromium?.close()
    await site?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function signIn(on: Page, password: string) {
    await on.goto(`${site.url}/admin/sign-in`)
    await on.getByLabel('E-mail').fill(site.adminEmail)
    await on.getByLabel('Password').fill(password)
    await on.getByRole('button', { name: 'Sign in' }).click()
  }

  let shade = 0
  async function photo(name: string): Promise<string> {
    shade += 9
    const background = { r: shade, g: 120, b: 60 }
    const path = join(folder, name)
    await sharp({ create: { width: 1600, height: 1200, channels: 3, background } })
      .png()
      .toFile(path)
    return path
  }

  function words(name: string, bytes: Buffer): string {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }

  const summary = (text: string) => page.locator('[data-summary]', { hasText: text }).waitFor()
  const row = (name: string) => page.locator('[data-rows] > li').filter({ hasText: name })

  it('come by drag and drop, each with its bar; a bad one gets its sentence, and the rest go on', async () => {
    const files = [
      ...(await Promise.all(['Old_harbour.png', 'Market hall.png', 'Lighthouse.png'].map(photo))),
      words('notes.jpg', Buffer.from('no picture at all')),
      words('large.jpg', Buffer.alloc(25_000_001)),
    ]
    await page.goto(`${site.url}/admin/photos/new`)
    await page.getByLabel('Author').fill('Ada')
    await page.getByLabel('Licence').selectOption('CC BY 4.0')
    await drop(page, files)
    await row('large.jpg').getByText('larger than 25 MB').waitFor()
    assert.deepEqual(await barriers(page), [], 'while they wait')
    const bars = await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-send]')?.click()
      return document.querySelectorAll('progress:not([hidden])').length
    })
    assert.equal(bars, 4, 'one for each that is sent')
    await summary('3 of 5 are here, 2 were not taken.')
    await row('notes.jpg').getByText('not a photo that can be used').waitFor()
    await page.locator('[data-said]', { hasText: '3 of 5 are here' }).waitFor({ state: 'attached' })
    const thumb = row('Old_harbour.png').locator('img')
    assert.equal(
      await thumb.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
      240,
    )
    assert.deepEqual(await barriers(page), [], 'when they are here')
    await row('Old_harbour.png').getByRole('link', { name: 'Describe Old harbour' }).click()
    await page.getByRole('heading', { name: 'Old harbour', level: 1 }).waitFor()
    assert.equal(await page.getByLabel('Author').inputValue(), 'Ada')
  })

  it('are asked after when somebody leaves before they are sent', async () => {
    await page.goto(`${site.url}/admin/photos/new`)
    await page.locator('#photo_file').setInputFiles(await photo('Forgotten.png'))
    const asked: string[] = []
    page.once('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.accept()
    })
    await page.locator('.crumbs a').click()
    await page.waitForURL(`${site.url}/admin/photos`)
    assert.deepEqual(asked, ['beforeunload'])
  })

  it('can be tried again when the connection broke off or the session ended', async () => {
    // What the browser calls an error here is what this is about.
    const tab = await context.newPage()
    await tab.goto(`${site.url}/admin/photos/new`)
    await tab.locator('#photo_file').setInputFiles(await photo('Bridge.png'))
    await context.setOffline(true)
    await tab.getByRole('button', { name: 'Add 1 photo' }).click()
    await tab.getByText('The connection broke off.').waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${site.url}/admin/sign-in`)
    await tab.getByRole('button', { name: 'Try again Bridge.png' }).click()
    await tab.getByText('not signed in any more').waitFor()
    await signIn(page, PASSWORD)
    await page.waitForURL(`${site.url}/admin`)
    await tab.getByRole('button', { name: 'Try again Bridge.png' }).click()
    await tab.locator('[data-summary]', { hasText: '1 of 1 are here.' }).waitFor()
    await tab.close()
  })

  it('come without JavaScript too, and each gets its answer', async () => {
    const plain = await chromium.newContext({
      javaScriptEnabled: false,
      storageState: await context.storageState(),
    })
    const tab = await plain.newPage()
    await tab.goto(`${site.url}/admin/photos/new`)
    const files = [await photo('Square.png'), join(folder, 'notes.jpg'), join(folder, 'Bridge.png')]
    await tab.locator('#photo_file').setInputFiles(files)
    await tab.getByLabel('Author').fill('Ada')
    await tab.getByRole('button', { name: 'Add photos' }).click()
    await tab.getByText('2 of 3 are here. 1 was not taken.').waitFor()
    const answers = await tab.locator('.arrivals > li').allInnerTexts()
    assert.match(answers[0] ?? '', /Square\.png.+in all its sizes, as “Square”/s)
    assert.match(answers[1] ?? '', /notes\.jpg.+not a photo that can be used/s)
    assert.match(answers[2] ?? '', /Bridge\.png.+was here already/s)
    await plain.close()
  })

  it('are chosen in the library for a new question', async () => {
    await page.goto(`${site.url}/admin/photos?missing=alt`)
    for (const name of ['Square', 'Bridge']) await page.getByLabel(`Choose ${name}`).check()
    assert.deepEqual(await barriers(page), [])
    await page.getByLabel('What is to be done').selectOption({ label: 'New question with these' })
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('heading', { name: 'New question' }).waitFor()
    assert.equal(await page.locator('.photo-place summary img').count(), 2)
  })

  it('that are too many at once get a page that says so', async () => {
    const plain = await chromium.newContext({
      javaScriptEnabled: false,
      storageState: await context.storageState(),
    })
    const tab = await plain.newPage()
    await tab.goto(`${site.url}/admin/photos/new`)
    const large = Array.from({ length: 22 }, () => join(folder, 'large.jpg'))
    await tab.locator('#photo_file').setInputFiles(large)
    await tab.getByRole('button', { name: 'Add photos' }).click()
    await tab.getByText(/at most 520 MB|over the baggage limit/).waitFor()
    await plain.close()
  })

  it('never met an error or a breach of the content security policy', () => {
    // A photo that is refused is answered with 422, which the browser calls an error.
    assert.deepEqual(
      complaints.filter((one) => !one.includes(' 422 ')),
      [],
    )
  })
})

/** As if the files were dragged here from the desktop. */
async function drop(page: Page, paths: string[]) {
  const files = paths.map((path) => ({ name: basename(path), base64: readFileSync(path).toString('base64') }))
  const dataTransfer = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer()
    for (const { name, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      transfer.items.add(new File([bytes], name))
    }
    return transfer
  }, files)
  await page.dispatchEvent('body', 'dragover', { dataTransfer })
  await page.getByText('Drop the photos anywhere').waitFor()
  await page.dispatchEvent('body', 'drop', { dataTransfer })
  await page.getByText('Drop the photos anywhere').waitFor({ state: 'hidden' })
}
