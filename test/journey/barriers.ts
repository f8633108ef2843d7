import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { root } from './stack.ts'

const axe = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')

/** What axe finds on the page: rule and first place. */
export async function barriers(page: Page): Promise<string[]> {
  return await page.evaluate(`(async () => {
    ${axe}
    const { violations } = await axe.run(document)
    return violations.map((v) => v.id + ': ' + v.nodes[0].html)
  })()`)
}

/** Writes down every error the page meets, breaches of the content security policy among them. */
export function listen(page: Page, complaints: string[]): Page {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return page
}
