import type { Random } from './random.ts'

/** Size of a poster, and where the houses stand on it. */
export const WIDTH = 1200
export const HEIGHT = 420
const GROUND = 330
/** The right half is what a narrow window shows of the poster, so the town stands there. */
const TOWN = { left: 560, right: 1190, middle: 890 }

export const round = (n: number) => Math.round(n * 10) / 10

export interface Townscape {
  lat: number
  country: string | null
  population: number | null
  region: string | null
  subregion: string | null
}

type Style = 'towers' | 'gables' | 'domes' | 'pagodas' | 'roofs'

function styleOf({ country, region, subregion, population }: Townscape): Style {
  if (country === 'NP' || country === 'BT' || country === 'LK') return 'pagodas'
  if (/Northern Africa|Western Asia|Southern Asia|Central Asia/.test(subregion ?? '')) return 'domes'
  if (/Eastern Asia/.test(subregion ?? '')) return 'pagodas'
  if (region === 'Europe') return 'gables'
  return (population ?? 2_000_000) > 900_000 ? 'towers' : 'roofs'
}

const TALL: Record<Style, number> = { towers: 170, pagodas: 120, gables: 74, domes: 66, roofs: 40 }

interface House {
  x: number
  width: number
  top: number
  random: Random
}

/** Two rows of houses, the taller behind, and the lit windows of the front one. */
export function drawTown(city: Townscape, random: Random) {
  const style = styleOf(city)
  const rows = [1, 0.62].map((scale) => {
    const row: House[] = []
    for (let x = TOWN.left + random() * 30; x < TOWN.right; ) {
      const width = 16 + random() * (style === 'towers' || style === 'pagodas' ? 22 : 32)
      const bell = Math.exp(-(((x - TOWN.middle) / 230) ** 2))
      row.push({
        x,
        width,
        top: GROUND - (10 + TALL[style] * scale * (0.25 + 0.75 * bell) * (0.5 + random() / 2)),
        random,
      })
      x += width + (random() < 0.25 ? 5 : 0)
    }
    return row
  })
  const [back, front] = rows as [House[], House[]]
  const sights = landmark(style, back)
  return {
    back: back.map((house) => body(house) + roof(style, house)).join('') + sights,
    front: front.map((house) => body(house) + roof(style, house)).join(''),
    windows: front.map(windowsOf).join(''),
  }
}

const body = ({ x, width, top }: House) => `M${round(x)} ${HEIGHT}V${round(top)}h${round(width)}V${HEIGHT}Z`

function roof(style: Style, { x, width, top, random }: House): string {
  const [at, w] = [`M${round(x)} ${round(top)}`, round(width)]
  const chosen = random()
  if (style === 'gables')
    return `${at}l${round(width / 2)} ${-round(8 + width * 0.35)}l${round(width / 2)} ${round(8 + width * 0.35)}Z`
  if (style === 'roofs')
    return `M${round(x - 3)} ${round(top)}l${round(width / 2 + 3)} -9l${round(width / 2 + 3)} 9Z`
  if (style === 'domes' && chosen < 0.3) return `${at}a${round(width / 2)} ${round(width / 2)} 0 0 1 ${w} 0Z`
  if (style === 'pagodas' && chosen < 0.25)
    return `M${round(x - 6)} ${round(top)}q${round(width / 2 + 6)} -3 ${round(width / 2 + 6)} -16q0 13 ${round(width / 2 + 6)} 16Z`
  if (style === 'towers' && chosen < 0.3) return `M${round(x + width / 2 - 1)} ${round(top)}v-18h2v18Z`
  return ''
}

/** One sight a town is known from afar by, beside its tallest house. */
function landmark(style: Style, row: House[]): string {
  const tallest = row.reduce((a, b) => (a.top < b.top ? a : b))
  const x = round(tallest.x + tallest.width + 14)
  if (style === 'gables') return `M${x} ${HEIGHT}V218l9 -58l9 58V${HEIGHT}Z`
  if (style === 'domes')
    return (
      [0, 86].map((dx) => `M${x + dx} ${HEIGHT}V208h-3v-5h3l4 -24l4 24h3v5h-3V${HEIGHT}Z`).join('') +
      `M${x + 12} ${HEIGHT}V262a33 33 0 0 1 66 0V${HEIGHT}Z`
    )
  if (style === 'pagodas')
    return [0, 1, 2, 3]
      .map(
        (n) =>
          `M${x - 34 + n * 6} ${round(296 - n * 30)}q28 -3 34 -16q6 13 ${68 - n * 12 - 34} 16ZM${x - 20 + n * 5} ${round(326 - n * 30)}v-34h${40 - n * 10}v34Z`,
      )
      .join('')
  if (style === 'towers') return `M${x} ${HEIGHT}V176l10 -12l10 12V${HEIGHT}ZM${round(x + 9)} 166v-36h2v36Z`
  return ''
}

function windowsOf({ x, width, top, random }: House): string {
  let d = ''
  for (let wy = top + 8; wy < GROUND - 8; wy += 11)
    for (let wx = x + 5; wx < x + width - 5; wx += 8)
      if (random() < 0.38) d += `M${round(wx)} ${round(wy)}h3v4h-3Z`
  return d
}

type Plant = 'palm' | 'pine' | 'tree'

/** `count` plants left and right of the houses. */
export function drawPlants(kind: Plant, count: number, random: Random): string {
  return Array.from({ length: count }, () => {
    const x = random() < 0.6 ? 420 + random() * 260 : 1040 + random() * 150
    return plant(kind, round(x), 350 + round(random() * 12), 0.7 + random() * 0.6)
  }).join('')
}

function plant(kind: Plant, x: number, y: number, size: number): string {
  const n = (value: number) => round(value * size)
  if (kind === 'pine')
    return [0, 1, 2]
      .map((i) => `M${x} ${round(y - n(62 - i * 14))}l${n(9 + i * 4)} ${n(24)}h${-n(18 + i * 8)}Z`)
      .join('')
  if (kind === 'tree')
    return `M${round(x - n(2))} ${y}v${-n(26)}h${n(4)}v${n(26)}ZM${round(x - n(15))} ${round(y - n(34))}a${n(15)} ${n(17)} 0 1 1 ${n(30)} 0a${n(15)} ${n(15)} 0 1 1 ${-n(30)} 0Z`
  const leaf = (dx: number, dy: number) =>
    `M${round(x + n(6))} ${round(y - n(58))}q${n(dx / 2)} ${n(dy - 16)} ${n(dx)} ${n(dy)}q${n(-dx / 2)} ${n(-dy / 2 - 4)} ${n(-dx)} ${n(-dy)}Z`
  return `M${x} ${y}q${n(1)} ${-n(34)} ${n(5)} ${-n(58)}h${n(4)}q${-n(4)} ${n(28)} ${-n(4)} ${n(58)}Z${leaf(-28, 10)}${leaf(-22, -8)}${leaf(24, -8)}${leaf(28, 10)}${leaf(6, 22)}`
}
