import { inspect } from 'node:util'

/**
 * What every bench gives: ratios of two things measured in one run, so that what a machine is worth, and what else it
 * does meanwhile, stands above and below the line.
 */
export interface Figure {
  bench: string
  metric: string
  ours: number
  reference: number
  referenceName: string
  ratio: number
  bar: number
  ok: boolean
}

/** Gives its figures one by one, as they are known. */
export type Bench = () => AsyncIterable<Figure>

type Measured = Pick<Figure, 'bench' | 'metric' | 'ours' | 'reference' | 'referenceName'>

/** Of a rate and of what Lighthouse gives more is better, of all else less: it is read off the metric's words. */
export const wantsMore = ({ metric }: Pick<Figure, 'metric'>) =>
  / a second(?:,|$)|: (?:performance|accessibility|best-practices|seo)$/.test(metric)

/** A ratio that is no number, as when nothing was measured, passes no bar. Throws when the words of the metric want the other kind of bar. */
export function figure(measured: Measured, bar: { atLeast: number } | { atMost: number }): Figure {
  if (wantsMore(measured) !== 'atLeast' in bar) throw new Error(`${measured.metric}: more or less of it?`)
  const ratio = measured.ours / measured.reference
  const passes = 'atLeast' in bar ? ratio >= bar.atLeast : ratio <= bar.atMost
  return {
    ...measured,
    ratio,
    bar: 'atLeast' in bar ? bar.atLeast : bar.atMost,
    ok: passes && Number.isFinite(ratio),
  }
}

/** The middle one of `values`; of an even number the lower of the two in the middle. */
export const median = (values: number[]) => percentile(values, 0.5)

/** The smallest of `values` that at least this part of them (0.99: all but one of a hundred) does not exceed. */
export function percentile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN
}

/** Medians of what each of `measures` gives, taken in turns: what else the machine does in an hour meets all alike. */
export async function inTurns<K extends string>(
  rounds: number,
  measures: Record<K, (round: number) => Promise<number>>,
): Promise<Record<K, number>> {
  const names = Object.keys(measures) as K[]
  const seen = names.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, name] of names.entries()) seen[i]!.push(await measures[name](round))
  }
  return Object.fromEntries(names.map((name, i) => [name, median(seen[i]!)])) as Record<K, number>
}

const rounded = (value: number) => Number(value.toPrecision(4))

/** One figure as one line of JSON. */
export const asJson = (one: Figure) =>
  JSON.stringify(one, (_, value) => (typeof value === 'number' ? rounded(value) : value))

const COLUMNS = [10, 40, 10, 34, 10, 8, 8]
const row = (cells: (string | number)[], last: string) =>
  cells
    .map((cell, i) => (typeof cell === 'number' ? String(rounded(cell)) : cell).padEnd(COLUMNS[i]!))
    .join(' ') + last

export const HEAD = row(['bench', 'metric', 'ours', 'reference', '', 'ratio', 'bar'], 'ok')

/** One figure as a row below HEAD. */
export const asRow = (one: Figure) =>
  row(
    [one.bench, one.metric, one.ours, one.referenceName, one.reference, one.ratio, one.bar],
    one.ok ? 'yes' : 'NO',
  )

/**
 * Runs the benches of these names, all when there is none, and prints each figure when it is known. Gives the exit code: 0
 * when every figure is ok, 1 when one is not or a bench broke off or gave none, 2 for a name that is no bench.
 */
export async function runBenches(
  benches: Record<string, Bench>,
  names: string[],
  { json, print, complain }: { json: boolean; print(line: string): void; complain(line: string): void },
): Promise<number> {
  const unknown = names.filter((name) => !Object.hasOwn(benches, name))
  if (unknown.length > 0) {
    complain(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
    return 2
  }
  let code = 0
  if (!json) print(HEAD)
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    let seen = 0
    try {
      for await (const one of benches[name]!()) {
        seen++
        print(json ? asJson(one) : asRow(one))
        if (!one.ok) code = 1
      }
      if (seen === 0) throw new Error('It gave no figure.')
    } catch (error) {
      complain(`The bench ${name} broke off: ${inspect(error)}`)
      code = 1
    }
  }
  return code
}
