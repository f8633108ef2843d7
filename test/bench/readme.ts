import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../journey/stack.ts'
import { type Figure, wantsMore } from './figures.ts'

/**
 * Puts figures into the README, as a table and a picture:
 *
 *   npm run --silent bench -- --json > figures.jsonl
 *   node test/bench/readme.ts figures.jsonl 2026-01-31 "4 cores of …, Linux …, Node …"
 *
 * with the day and the machine of that run.
 */
const README = join(root, 'README.md')
const PICTURE = 'static/img/bench.svg'
const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->']

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function table(figures: Figure[]): string {
  const rows = figures.map((one) => {
    const cells = [one.bench, one.metric, number.format(one.ours)]
    const beside = `${number.format(one.reference)} ${one.referenceName}`
    const bar = `${wantsMore(one) ? '≥' : '≤'} ${number.format(one.bar)}`
    return `| ${[...cells, beside, number.format(one.ratio), bar, one.ok ? 'yes' : '**no**'].join(' | ')} |`
  })
  return [
    '| bench | what | ours | beside | ratio | bar | ok |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

const [WIDTH, LEFT, ROW, TOP] = [1080, 600, 24, 56]
/** From half as good as the bar to two hundred times as good. */
const [WORST, BEST] = [0.5, 200]

/** How many times better than its bar a figure is; without end when it counts faults and there are none. */
function better(one: Figure): number {
  if (wantsMore(one)) return one.ratio / one.bar
  return one.ratio === 0 ? Number.POSITIVE_INFINITY : one.bar / one.ratio
}

const at = (times: number) => {
  const part = Math.log(Math.min(BEST, Math.max(WORST, times)) / WORST) / Math.log(BEST / WORST)
  return Math.round(LEFT + part * (WIDTH - LEFT - 70))
}

function picture(figures: Figure[]): string {
  const bars = figures.map((one, i) => {
    const times = better(one)
    const y = TOP + i * ROW
    const [from, to] = [at(1), at(times)].sort((a, b) => a - b) as [number, number]
    const said = times === Number.POSITIVE_INFINITY ? 'none' : `${number.format(times)} ×`
    const isAlone =
      figures.filter(({ bench, metric }) => bench === one.bench && metric === one.metric).length < 2
    const name = `${one.bench}: ${one.metric}${isAlone ? '' : `, beside ${one.referenceName}`}`
    return `<text x="${LEFT - 16}" y="${y + 13}" text-anchor="end">${escaped(name)}</text>
  <rect x="${from}" y="${y + 2}" width="${Math.max(3, to - from)}" height="${ROW - 9}" rx="3" fill="${one.ok ? '#2f7d5b' : '#c8451f'}"/>
  <text x="${to + 8}" y="${y + 13}" class="soft">${said}</text>`
  })
  const height = TOP + figures.length * ROW + 16
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="How many times better than its bar each figure is">
  <style>text{font:13px system-ui,sans-serif;fill:#15243a}.soft{fill:#5b6779}.head{font:600 15px Georgia,serif}</style>
  <rect width="${WIDTH}" height="${height}" rx="14" fill="#faf6ee"/>
  <text x="${LEFT - 16}" y="30" text-anchor="end" class="head">Times better than the bar, on a logarithmic scale</text>
  <path d="M${at(1)} 40V${height - 12}" stroke="#e4572e" stroke-width="2"/>
  <text x="${at(1)}" y="30" text-anchor="middle">the bar</text>
  ${bars.join('\n  ')}
</svg>
`
}

/** Of what is measured of one page after another only the worst page. */
function worstPages(figures: Figure[]): Figure[] {
  const kind = ({ bench, metric }: Figure) => `${bench} ${metric.slice(metric.indexOf(': ') + 1)}`
  const groups = Object.values(
    Object.groupBy(figures, (one) =>
      one.metric.includes(': ') ? kind(one) : `${one.bench} ${one.metric} ${one.referenceName}`,
    ),
  )
  return groups.map((group) => group!.toSorted((a, b) => better(a) - better(b))[0]!)
}

/** What stands between the two marks. */
export const block = (figures: Figure[], day: string, machine: string) => `${BEGIN}
Measured on ${day}: ${machine}.

![How many times better than its bar each figure is](${PICTURE})

${table(figures)}
${END}`

function main([path, day, machine]: string[]): void {
  if (!path || !day || !machine)
    throw new Error('Usage: node test/bench/readme.ts <lines of --json> <day> <machine>')
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  const figures = worstPages(lines.map((line) => JSON.parse(line)))
  const readme = readFileSync(README, 'utf8')
  const [before, , after] = readme.split(new RegExp(`(${BEGIN}[\\s\\S]*?${END})`))
  if (after === undefined) throw new Error(`README.md has no ${BEGIN} … ${END}.`)
  writeFileSync(README, `${before}${block(figures, day, machine)}${after}`)
  writeFileSync(join(root, PICTURE), picture(figures))
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2))
