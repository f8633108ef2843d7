import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { barriers, listen } from './barriers.ts'
import { browser, type Stack, skip, startStack } from './stack.ts'

const EMAIL = 'newcomer@example.org'
const PASSWORD = 'seven seas and one suitcase'

describe('a newcomer', { skip }, () => {
  let site: Stack
  let chromium: Browser
  let page: Page
  const complaints: string[] = []

  before(async () => {
    ;[site, chromium] = await Promise.all([startStack(), browser()])
    page = await newPage(await chromium.newContext())
  })
  after(async () => {
    await chromium?.close()
    await site?.stop()
  })

  async function newPage(context: BrowserContext): Promise<Page> {
    return listen(await context.newPage(), complaints)
  }

  const purse = async (on = page) => Number((await on.textContent('.purse .figure'))?.replaceAll(',', ''))

  /** Plays the open job to its end with the keyboard alone; gives back how many answers were right. */
  async function playJob(questions: number): Promise<void> {
    for (let i = 1; i <= questions; i++) {
      await page.getByText(new RegExp(`${i} of ${questions}`)).waitFor()
      await page.locator('button.option').first().waitFor()
      await page.keyboard.press('2')
      if (i < questions) {
        await page.locator('[data-next]').waitFor()
        await page.keyboard.press('Enter')
      }
    }
    await page.getByText('In your purse').waitFor()
  }

  it('is asked the first question one click after arriving', async () => {
    await page.goto(site.url)
    await page.getByRole('button', { name: 'Start travelling' }).click()
    await page.getByText(/1 of 4/).waitFor()
    assert.equal(await page.locator('button.option').count(), 4)
  })

  it('plays the tutorial by keyboard and is paid', async () => {
    await playJob(4)
    const paid = Number(await page.locator('.pay h1 .figure').textContent())
    assert.equal(await purse(), paid)
  })

  it('flies to the first city on the first ticket, with fifty coins for leaving', async () => {
    const before = await purse()
    await page.getByRole('link', { name: 'To the airport' }).click()
    assert.equal(await page.locator('.departures li').count(), 5)
    await page.locator('.departures').getByRole('link', { name: 'Delhi' }).click()
    await page.getByRole('button', { name: 'Fly' }).click()
    await page.getByRole('heading', { name: 'Delhi' }).waitFor()
    await page.getByText('Left Nomansland').waitFor()
    assert.equal(await purse(), before - Math.min(100, before) + 50)
    assert.match((await page.locator('.purse .miles').textContent()) ?? '', /^6,7\d\d mi$/)
  })

  it('works in the city and is paid', async () => {
    await page.getByRole('link', { name: 'Into the city' }).click()
    const before = await purse()
    await page.getByRole('button', { name: 'Take it: Tour guide' }).click()
    await page.locator('.question-photo img').waitFor()
    await playJob(10)
    const paid = Number(await page.locator('.pay h1 .figure').textContent())
    const awarded = (await page.locator('.toast').count()) * 100
    assert.equal(await purse(), before + paid + awarded)
  })

  it('signs up and keeps the game, with a hundred coins more', async () => {
    const before = await purse()
    await page.getByRole('link', { name: 'Sign up' }).click()
    await page.getByLabel('E-mail').fill(EMAIL)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.getByRole('link', { name: 'Signed up' }).waitFor()
    assert.equal(await purse(), before + 100)
  })

  it('finds the game again in another browser', async () => {
    const other = await newPage(await chromium.newContext())
    await other.goto(`${site.url}/sign-in`)
    await other.getByLabel('E-mail').fill(EMAIL)
    await other.getByLabel('Password').fill(PASSWORD)
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.getByRole('heading', { name: 'Delhi' }).waitFor()
    assert.equal(await purse(other), await purse())
    await other.goto(`${site.url}/coins`)
    const payments = await other.locator('.ledger tbody td:last-child').allTextContents()
    const paid = payments.map((text) => Number(text.replace('−', '-').replaceAll(',', '')))
    assert.equal(
      paid.reduce((sum, coins) => sum + coins, 0),
      await purse(),
    )
  })

  for (const [width, colorScheme] of [
    [360, 'dark'],
    [768, 'light'],
    [1280, 'light'],
  ] as const) {
    it(`sees pages without a barrier and without sideways scrolling, ${width} px, ${colorScheme}`, async () => {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const path of [
        '/',
        '/cities/delhi',
        '/cities/paris',
        '/airport',
        '/flights/1',
        '/coins',
        '/miles',
        '/awards',
        '/diplomas/1',
        (await page.getAttribute('.me', 'href'))!,
        '/friends',
        '/leaderboards',
        '/feedback',
        '/settings',
        '/jobs/2',
        '/credits',
        '/privacy',
        '/password',
      ]) {
        await page.goto(site.url + path)
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
          0,
          path,
        )
        assert.deepEqual(await barriers(page), [], path)
      }
      const fresh = await newPage(
        await chromium.newContext({ viewport: { width, height: 800 }, colorScheme }),
      )
      for (const path of ['/', '/sign-in']) {
        await fresh.goto(site.url + path)
        assert.deepEqual(await barriers(fresh), [], path)
      }
      await fresh.context().close()
    })
  }

  it('meets no barrier on the question that runs, nor on its result', async () => {
    await page.goto(`${site.url}/cities/delhi`)
    await page.getByRole('button', { name: 'Take it: Tour guide' }).click()
    await page.locator('button.option').first().waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('1')
    await page.locator('[data-next]').waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('plays and flies without JavaScript too', async () => {
    const plain = await newPage(await chromium.newContext({ javaScriptEnabled: false }))
    await plain.goto(site.url)
    await plain.getByRole('button', { name: 'Start travelling' }).click()
    for (let i = 1; i <= 4; i++) {
      await plain.locator('button.option').nth(1).click()
      if (i < 4) await plain.getByRole('button', { name: 'Next question' }).click()
    }
    await plain.getByRole('link', { name: 'To the airport' }).click()
    await plain.locator('.departures').getByRole('link', { name: 'Paris' }).click()
    await plain.getByRole('button', { name: 'Fly' }).click()
    await plain.getByRole('link', { name: 'Into the city' }).click()
    await plain.getByRole('heading', { name: 'Jobs in Paris' }).waitFor()
  })

  it('never met an error or a breach of the content security policy', () => {
    assert.deepEqual(complaints, [])
  })
})
