import { type Light, lightOf, sunOver } from './daylight.ts'
import type { Place } from './distance.ts'
import { drawPlants, drawTown, HEIGHT, round, type Townscape, WIDTH } from './poster-towns.ts'
import { type Random, seeded } from './random.ts'

/** What the drawn poster of a city looks like: SVG paths in a box of 1200 by 420, and the names of its colours. */
export interface Poster {
  /** 0 to 7: the colours of the sky and the land. */
  hue: number
  light: Light
  sun: { x: number; y: number }
  stars: { x: number; y: number; r: number }[]
  far: string
  snow: string
  hills: string
  town: string
  front: string
  windows: string
  sea: boolean
  plants: string
}

interface City extends Place, Townscape {
  slug: string
}

const COAST =
  `rio-de-janeiro sydney new-york los-angeles san-francisco miami chicago toronto honolulu anchorage
  vancouver havana kingston panama-city santo-domingo nassau reykjavik nuuk caracas georgetown lima buenos-aires
  montevideo lisbon barcelona nice amsterdam copenhagen oslo stockholm helsinki tallinn riga dublin edinburgh venice
  athens istanbul saint-petersburg vladivostok baku casablanca tunis algiers tripoli dakar accra lagos abidjan luanda
  dar-es-salaam cape-town port-louis dubai doha muscat tel-aviv beirut karachi mumbai chennai colombo male singapore
  jakarta denpasar manila hong-kong shanghai taipei tokyo osaka melbourne perth darwin hobart auckland wellington
  port-moresby suva apia papeete noumea`.split(/\s+/)
const PEAKS =
  `rio-de-janeiro honolulu bogota quito caracas guatemala-city mexico-city san-jose nice vienna seoul
  cape-town addis-ababa taipei hong-kong port-louis papeete apia wellington hobart kigali antananarivo kampala lima
  kingston port-moresby`.split(/\s+/)
const SNOWY =
  `denver vancouver anchorage la-paz cusco santiago zurich munich sofia oslo reykjavik nuuk tbilisi yerevan
  tehran kabul kathmandu thimphu lhasa almaty tashkent beirut tokyo marrakesh`.split(/\s+/)
const SANDS =
  `cairo dubai doha riyadh muscat timbuktu khartoum windhoek baghdad amman tripoli karachi samarkand
  bamako marrakesh lima algiers`.split(/\s+/)

/** A poster of the city in the light it has at `now` (ms), on its `scene`, which is the same each time. */
export function drawPoster(city: City, now: number, scene: Scene = drawScene(city)): Poster {
  const sun = sunOver(city, now)
  const height = Math.max(112, 292 - sun.altitude * 3.2)
  return { ...scene, light: lightOf(sun), sun: { x: round(880 + sun.hourAngle * 2.6), y: round(height) } }
}

export type Scene = Omit<Poster, 'light' | 'sun'>

/** What of a city's poster does not depend on the hour. */
export function drawScene(city: City): Scene {
  const random = seeded(hash(city.slug))
  const snowy = SNOWY.includes(city.slug)
  const ridge =
    snowy || PEAKS.includes(city.slug)
      ? peakRidge(random)
      : smoothRidge(random, SANDS.includes(city.slug) ? 46 : 30)
  const hue = hueOf(city, seeded(hash(`the colours of ${city.slug}`)))
  const { back, front, windows } = drawTown(city, random)
  return {
    hue,
    stars: Array.from({ length: 46 }, () => ({
      x: round(random() * WIDTH),
      y: round(70 + random() ** 1.5 * 190),
      r: round(0.8 + random() * 1.3),
    })),
    far: closed(ridge),
    snow: snowy ? snowOn(ridge, Math.abs(city.lat) > 58 ? 46 : 26) : '',
    hills: closed(smoothRidge(random, 16, 300)),
    town: back,
    front,
    windows,
    sea: COAST.includes(city.slug),
    plants: drawPlants(plantOf(city), SANDS.includes(city.slug) ? 4 : 9, random),
  }
}

/** FNV-1a: the same number for the same text. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (const letter of text) h = Math.imul(h ^ letter.charCodeAt(0), 0x01000193)
  return h >>> 0
}

/** Deserts are warm, the far north cool, and the rest of the world has every colour. */
function hueOf({ slug, lat }: City, random: Random): number {
  const cool = [0, 1, 6, 7]
  const warm = [3, 4, 5]
  const hues = SANDS.includes(slug) ? warm : Math.abs(lat) > 58 ? cool : [0, 1, 2, 3, 4, 5, 6, 7]
  return hues[Math.floor(random() * hues.length)]!
}

type Line = [x: number, y: number][]

function peakRidge(random: Random): Line {
  const line: Line = [[0, 262]]
  for (let x = 0; x < WIDTH; ) {
    const half = 60 + random() * 90
    const tall = 60 + random() * 95
    line.push([x + half, 290 - tall], [x + 2 * half, 270 - random() * 30])
    x += 2 * half
  }
  return line
}

function smoothRidge(random: Random, swing: number, base = 262): Line {
  const [a, b, c] = [random() * 6.3, random() * 6.3, 2 + random() * 2]
  return Array.from({ length: 41 }, (_, i) => {
    const t = i / 40
    return [t * WIDTH, base - swing * (Math.sin(a + t * c * 3.1) + 0.5 * Math.sin(b + t * 13))]
  })
}

const pathOf = (line: Line) => line.map(([x, y], i) => `${i ? 'L' : 'M'}${round(x)} ${round(y)}`).join('')
const closed = (line: Line) => `${pathOf(line)}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`

/** Caps on the summits of a ridge, `deep` at most, each with a torn lower edge. */
function snowOn(ridge: Line, deep: number): string {
  return ridge
    .map(([x, y], i) => {
      const [before, after] = [ridge[i - 1], ridge[i + 1]]
      if (!before || !after || before[1] < y || after[1] < y) return ''
      const down = ([ax, ay]: [number, number]) => {
        const t = Math.min(1, deep / Math.max(1, ay - y))
        return [x + (ax - x) * t, y + (ay - y) * t] as const
      }
      const [l, r] = [down(before), down(after)]
      const [q, p] = [x - (x - l[0]) * 0.4, x + (r[0] - x) * 0.4]
      const low = y + deep * 0.62
      return `M${round(x)} ${round(y)}L${round(r[0])} ${round(r[1])}L${round(p)} ${round(low)}L${round(x)} ${round(low + 9)}L${round(q)} ${round(low)}L${round(l[0])} ${round(l[1])}Z`
    })
    .join('')
}

function plantOf({ slug, lat }: City) {
  if (SNOWY.includes(slug) || Math.abs(lat) > 48) return 'pine'
  return Math.abs(lat) < 28 ? 'palm' : 'tree'
}
