import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import nunjucks from 'nunjucks'
import { config } from '../config.ts'
import { photoSources } from '../media/urls.ts'
import { remembering } from '../remembering.ts'
import { spoken } from '../rules/cities.ts'
import { formatDistance } from '../rules/distance.ts'
import type { Context } from './context.ts'
import { timeFilters } from './times.ts'

const number = new Intl.NumberFormat('en')
const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' })
const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const markdown = new MarkdownIt({ html: false, linkify: false }).disable('image')

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Kept, as making one takes longer than all else a page of a city needs; there are as many as time zones. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const made = new Intl.DateTimeFormat('en', { weekday: 'long', ...time, timeZone })
  clocks.set(timeZone, made)
  return made
}

/** Markdown as HTML. */
const prose = remembering((text) => new nunjucks.runtime.SafeString(markdown.render(text)), 500)

/** "3 hours ago", as seen at `now`; undefined from the eighth day on. */
function ago(ms: number, now: number): string | undefined {
  const minutes = Math.floor((now - ms) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return relative.format(-minutes, 'minute')
  if (minutes < 1440) return relative.format(-Math.floor(minutes / 60), 'hour')
  if (minutes < 7 * 1440) return relative.format(-Math.floor(minutes / 1440), 'day')
}

/** "2.4 MB": as disks are sold, by thousands. */
function bytes(n: number): string {
  if (n < 1_000_000) return `${number.format(Math.ceil(n / 1000))} kB`
  return n < 1e9 ? `${oneDigit.format(n / 1e6)} MB` : `${oneDigit.format(n / 1e9)} GB`
}

const filters: Record<string, (value: never, ...rest: never[]) => unknown> = {
  number: (value: number) => number.format(value),
  people: (n: number) => (n >= 1_000_000 ? `${(n / 1_000_000).toFixed(1)} million` : number.format(n)),
  bytes,
  points: (tenths: number) => (tenths / 10).toFixed(1),
  distance: formatDistance,
  date: (ms: number) => date.format(ms),
  dateTime: (ms: number) => `${dateTime.format(ms)} UTC`,
  iso: (ms: number) => new Date(ms).toISOString(),
  ago: (ms: number, now: number) => ago(ms, now) ?? date.format(ms),
  spoken,
  month: (ms: number) => month.format(ms),
  localTime: (ms: number, timeZone: string) => clockOf(timeZone).format(ms),
  markdown: prose,
  share: (part: number, whole: number) => (whole ? Math.round((100 * part) / whole) : 0),
  isUrl: (text: string) => /^https?:\/\//.test(text),
  photoSources,
}

/** Compiles all templates below views/ and returns the function that renders one. */
export function createViews(group: 'app' | 'admin') {
  const views = join(config.root, 'views')
  const env = new nunjucks.Environment(new nunjucks.FileSystemLoader(views), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  })
  const all = group === 'admin' ? { ...filters, ...timeFilters(ago) } : filters
  for (const [name, filter] of Object.entries(all)) env.addFilter(name, filter as never)
  env.addGlobal('asset', assetUrls())
  env.addGlobal('layout', `layouts/${group}.njk`)
  env.addGlobal('urls', { app: config.baseUrl, admin: config.adminUrl })
  for (const file of readdirSync(views, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.njk')) exportOnce(env.getTemplate(file, true))
  }
  return function render(ctx: Context, view: string, data: object = {}): void {
    const { visitor, path, now } = ctx
    const shared = { visitor, path, now, form: {}, errors: {}, csrf: () => ctx.csrf }
    ctx.res.setHeader('content-type', 'text/html; charset=utf-8')
    ctx.body = env.render(`${view}.njk`, { ...shared, ...data })
  }
}

type Exported = (error: unknown, macros?: object) => void

/** Runs a file of macros once, and not again for each page that imports it: without the page's context, all get the same. */
function exportOnce(template: nunjucks.Template): void {
  const file = template as nunjucks.Template & {
    getExported: (...given: [...context: unknown[], Exported]) => void
  }
  const run = file.getExported.bind(file)
  let kept: object | undefined
  // Apart from the page that is first: macros hold for ever what they were run with.
  const keep: Exported = (error, macros) => {
    if (error) throw error
    kept = macros
  }
  file.getExported = (...given) => {
    if (given.length > 1) return run(...given)
    if (!kept) run(keep)
    const done = given.at(-1) as Exported
    done(null, kept)
  }
}

/** `asset('css/app.css')` is /static/css/app.css?v=<hash of its content>, which may be kept for ever. */
function assetUrls(): (path: string) => string {
  const root = join(config.root, 'static')
  const urls = new Map<string, string>()
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const path = file.slice(root.length + 1)
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 10)
    urls.set(path, `/static/${path}?v=${hash}`)
  }
  return (path) => {
    const url = urls.get(path)
    if (!url) throw new Error(`static/${path} does not exist`)
    return url
  }
}
