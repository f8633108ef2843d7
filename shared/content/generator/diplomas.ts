import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import nunjucks from 'nunjucks'
import { chromium } from 'playwright-core'
import sharp from 'sharp'
import { AWARD_KINDS, awardOf } from '../../rules/awards.ts'

/** Draws static/img/diplomas/<kind>.png, what a link to a diploma shows elsewhere (Open Graph). Wants Chromium, as the browser tests do. */
const SIZE = { width: 1200, height: 630 }
const ROOT = resolve(import.meta.dirname, '..', '..', '..')
const OUT = join(ROOT, 'static', 'img', 'diplomas')
const read = (path: string) => readFileSync(join(ROOT, path))

const views = new nunjucks.Environment(new nunjucks.FileSystemLoader(join(ROOT, 'views')), {
  trimBlocks: true,
})
const emblem = (kind: string) =>
  views.renderString(
    `{% import 'partials/emblems.njk' as emblems %}{{ emblems.wax() }}{{ emblems.shapes(kind) }}`,
    {
      kind,
    },
  )

/** The site's own styles, so that a seal looks the same everywhere, and its typeface inside the page. */
const STYLE = `${read('static/css/base.css')}${read('static/css/app.css')}
  @font-face { font-family: Fraunces; font-weight: 100 900;
    src: url(data:font/woff2;base64,${read('static/fonts/fraunces.woff2').toString('base64')}) format('woff2') }
  svg { position: fixed; inset: 0 }
  text { font-family: Fraunces; font-variant-numeric: lining-nums; text-anchor: middle }`

function picture(kind: (typeof AWARD_KINDS)[number]): string {
  return `<style>${STYLE}</style><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}">
    <rect ${attributes(SIZE)} fill="#0f2f4a"/>
    <path d="M-40 540C260 300 900 230 1260 420" fill="none" stroke="#f6efe0" stroke-width="4" stroke-dasharray="2 15" stroke-linecap="round" opacity=".35"/>
    <rect x="70" y="60" width="1060" height="510" rx="8" fill="#fffdf8"/>
    <rect x="88" y="78" width="1024" height="474" fill="none" stroke="#f2a541" stroke-width="3"/>
    <rect x="96" y="86" width="1008" height="458" fill="none" stroke="#f2a541" stroke-width="1.5"/>
    <text x="600" y="150" font-size="30" font-weight="500" fill="#566274" letter-spacing="2">Around the World</text>
    <text x="600" y="256" font-size="86" font-weight="650" fill="#0f2f4a">${awardOf(kind).title}</text>
    <g class="seal-art" transform="translate(500 306) scale(3.125)">${emblem(kind)}</g>
    <path d="M160 486h240M800 486h240" stroke="#8a8471" stroke-width="2"/>
  </svg>`
}

const attributes = (values: object) =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')

mkdirSync(OUT, { recursive: true })
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: SIZE })
for (const kind of AWARD_KINDS) {
  await page.setContent(picture(kind))
  await page.evaluate('document.fonts.ready')
  const png = sharp(await page.screenshot()).png({
    palette: true,
    colours: 48,
    effort: 10,
    compressionLevel: 9,
  })
  writeFileSync(join(OUT, `${kind}.png`), await png.toBuffer())
}
await browser.close()
