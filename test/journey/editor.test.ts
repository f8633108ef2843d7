import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { barriers, listen } from './barriers.ts'
import { browser, type Stack, skip, startStack } from './stack.ts'

const EDITOR = 'editor@example.org'
const PASSWORD = 'every picture tells a story'
const QUESTION = 'What colour is the upper half of this flag of the fair?'

describe('an editor', { skip }, () => {
  let site: Stack
  let chromium: Browser
  let editor: Page
  let newcomer: Page
  let admin: Page
  let folder: string
  const complaints: string[] = []

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'atw-photo-'))
    ;[site, chromium] = await Promise.all([startStack(), browser()])
    editor = await (await chromium.newContext()).newPage()
    newcomer = await (await chromium.newContext()).newPage()
  })
  after(async () => {
    await chromium?.close()
    await site?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function signIn(page: Page, email: string, password: string) {
    await page.goto(`${site.url}/admin/sign-in`)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }

  it('is a player first, and is not let into the dashboard', async () => {
    await editor.goto(site.url)
    await editor.getByRole('button', { name: 'Start travelling' }).click()
    await editor.getByRole('link', { name: 'Keep your game' }).click()
    await editor.getByLabel('E-mail').fill(EDITOR)
    await editor.getByLabel('Password').fill(PASSWORD)
    await editor.getByRole('button', { name: 'Sign up' }).click()
    await editor.getByRole('link', { name: 'Signed up' }).waitFor()
    assert.equal((await editor.goto(`${site.url}/admin`))?.status(), 404)
  })

  it('is made one by the admin, whose first sign-in changes the one-time password', async () => {
    admin = listen(await (await chromium.newContext()).newPage(), complaints)
    await signIn(admin, site.adminEmail, site.adminPassword)
    await admin.getByRole('heading', { name: 'Change your password' }).waitFor()
    await admin.getByLabel('Present password').fill(site.adminPassword)
    await admin.getByLabel('New password').fill(PASSWORD)
    await admin.getByRole('button', { name: 'Change it' }).click()
    assert.equal(await admin.locator('.steps > li').count(), 7, 'things to try')
    await admin.goto(`${site.url}/admin/players?q=${EDITOR}`)
    await admin.locator('td.main a').click()
    await admin.getByLabel('Role', { exact: true }).selectOption('editor')
    await admin.getByRole('button', { name: 'Change role' }).click()
    await admin.locator('.title .chip', { hasText: 'editor' }).waitFor()
  })

  it('writes and publishes a question with a photo that was taken on its side', async () => {
    // Only now: that the dashboard turned this person away is what the browser calls an error, too.
    listen(editor, complaints)
    await signIn(editor, EDITOR, PASSWORD)
    await editor.goto(`${site.url}/admin/questions/new`)
    await editor.getByLabel('Question', { exact: true }).fill(QUESTION)
    for (const [i, colour] of ['Blue', 'Red', 'Green', 'White'].entries()) {
      await editor.getByLabel(`Alternative ${i + 1}`, { exact: true }).fill(colour)
    }
    await editor.getByLabel('Alternative 2 is right').check()
    await editor.locator('#source').fill('The rules of the fair')
    await editor.getByLabel('Read there on').fill('2026-11-01')
    await editor.getByLabel('Check again by').fill('2027-11-01')
    await editor.getByLabel('Category').selectOption({ label: 'Tour guide' })
    await editor.getByLabel('Ask it in every city').check()
    await editor.getByText('Photo 1').click()
    const place = editor.locator('.photo-place').first()
    await place.getByLabel('File').setInputFiles(await sidewaysPhoto(folder))
    await place.getByLabel('Title').fill('Flag of the fair')
    await place.getByLabel('Alternative text').fill('A tall banner in two colours')
    await place.getByLabel('Author').fill('The editor')
    await place.getByLabel('Licence').selectOption('CC0')
    await editor.getByRole('button', { name: 'Save and publish' }).click()
    await editor.getByText('Players are asked this question.').waitFor()
  })

  it('sees the newcomer asked this very question, with the photo upright', async () => {
    await newcomer.goto(site.url)
    await newcomer.getByRole('button', { name: 'Start travelling' }).click()
    await answerAll(newcomer, 4)
    await newcomer.goto(`${site.url}/tickets/cairo`)
    await newcomer.getByRole('button', { name: 'Fly' }).click()
    await findQuestion(newcomer)
    const photo = newcomer.locator('.question-photo img')
    assert.equal(await photo.getAttribute('alt'), 'A tall banner in two colours')
    assert.deepEqual(await photo.evaluate(look), { tall: true, upper: 'red', lower: 'blue' })
    await newcomer.getByRole('button', { name: 'Red' }).click()
    // The result of this answer, or the summary when it was the last of the job.
    const result = newcomer.locator('.question-card, .answers li').filter({ hasText: QUESTION })
    await result.getByText('Right:').waitFor()
  })

  it('meets no barrier on any page of the dashboard', async () => {
    await admin.goto(`${site.url}/admin/questions`)
    const first = async (list: string) => {
      await admin.goto(`${site.url}/admin/${list}`)
      return (await admin.locator('td.main a, .photo-grid a, main li a').first().getAttribute('href')) ?? ''
    }
    const [question, city, player] = [await first('questions'), await first('cities'), await first('players')]
    const lists = [
      '',
      '/first-steps',
      '/questions',
      '/progress',
      '/photos',
      '/cities',
      '/places',
      '/documents',
      '/errors',
    ]
    const people = ['/categories', '/complaints', '/messages', '/feedback', '/players', '/reports']
    const forms = ['/questions/new', '/photos/new', '/cities/new', '/places/new', '/categories/new']
    const more = ['/reports/questions', '/photos/1', '/categories/1', '/documents/city/paris', '/password']
    const paths = [...lists, ...people, ...forms, ...more].map((path) => `/admin${path}`)
    for (const path of [...paths, question, `${question}/preview`, city, player, `${player}/ledger`]) {
      const response = await admin.goto(site.url + path)
      assert.equal(response?.status(), 200, path)
      assert.deepEqual(await barriers(admin), [], path)
    }
    const visitor = listen(await (await chromium.newContext()).newPage(), complaints)
    await visitor.goto(`${site.url}/admin/sign-in`)
    assert.deepEqual(await barriers(visitor), [], 'sign-in')
  })

  it('never met an error or a breach of the content security policy there', () => {
    assert.deepEqual(complaints, [])
  })

  /** Unseen questions come first, so it is asked before any other comes twice. */
  async function findQuestion(page: Page) {
    for (let job = 1; job <= 30; job++) {
      await page.goto(`${site.url}/cities/cairo`)
      await page.getByRole('button', { name: 'Take it: Tour guide' }).click()
      for (let i = 1; i <= 10; i++) {
        await page.getByText(`${i} of 10`).waitFor()
        await page.locator('button.option').first().waitFor()
        if ((await page.textContent('h1')) === QUESTION) return
        await page.keyboard.press('1')
        if (i < 10) await page.locator('[data-next]').click()
      }
      await page.getByText('In your purse').waitFor()
    }
    assert.fail('the question was not asked')
  }

  async function answerAll(page: Page, count: number) {
    for (let i = 1; i <= count; i++) {
      await page.getByText(`${i} of ${count}`).waitFor()
      await page.locator('button.option').first().click()
      if (i < count) await page.locator('[data-next]').click()
    }
    await page.getByText('In your purse').waitFor()
  }
})

/** A picture 600 wide and 900 high, red above blue, stored lying on its side with EXIF orientation 6, as phones do. */
async function sidewaysPhoto(folder: string): Promise<string> {
  const path = join(folder, 'banner.jpg')
  const half = (background: string) => ({
    create: { width: 600, height: 450, channels: 3 as const, background },
  })
  const upright = await sharp(half('#d02020')).extend({ bottom: 450, background: '#2030d0' }).png().toBuffer()
  await sharp(upright).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toFile(path)
  const { width, height, orientation } = await sharp(path).metadata()
  assert.deepEqual({ width, height, orientation }, { width: 900, height: 600, orientation: 6 })
  return path
}

/** What the browser shows of the photo: its shape and the colours of its upper and lower half. */
async function look(node: Element) {
  const image = node as HTMLImageElement
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth
  canvas.height = image.naturalHeight
  const pen = canvas.getContext('2d')!
  pen.drawImage(image, 0, 0)
  const colour = (share: number) => {
    const [red = 0, , blue = 0] = pen.getImageData(canvas.width / 2, canvas.height * share, 1, 1).data
    return red > blue ? 'red' : 'blue'
  }
  return { tall: image.naturalHeight > image.naturalWidth, upper: colour(0.25), lower: colour(0.75) }
}
