import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Point, project } from '../../../shared/map.ts'
import { cities } from './load.ts'

const svg = readFileSync(new URL('../../../static/img/world.svg', import.meta.url), 'utf8')
const paths = [...svg.matchAll(/<path ([^>]*)d="([^"]*)"/g)].map(([, style, d]) => ({ style: style!, d: d! }))
const rings = ringsOf(paths.find(({ style }) => style.includes('fill="#e8dcc0"'))!.d)
const dots = [...paths.find(({ d }) => d.includes('h0'))!.d.matchAll(/M([\d.]+),([\d.]+)h0/g)].map(
  ([, x, y]): Point => ({ x: Number(x), y: Number(y) }),
)
const far = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)

/** The rings of a path that moves to a point and goes on by relative lines. */
function ringsOf(d: string): Point[][] {
  return d
    .split('M')
    .slice(1)
    .map((piece) => {
      const [x = 0, y = 0, ...steps] = [...piece.matchAll(/-?(?:\d*\.\d+|\d+)/g)].map(([n]) => Number(n))
      const ring = [{ x, y }]
      for (let i = 0; i + 1 < steps.length; i += 2)
        ring.push({ x: ring.at(-1)!.x + steps[i]!, y: ring.at(-1)!.y + steps[i + 1]! })
      return ring
    })
}

function isInside({ x, y }: Point, ring: Point[]): boolean {
  return ring.reduce((inside, a, i) => {
    const b = ring.at(i - 1)!
    const crosses = a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x
    return crosses ? !inside : inside
  }, false)
}

function isLand(point: Point): boolean {
  const inside = rings.filter((ring) => isInside(point, ring)).length % 2 === 1
  return inside || [...rings.flat(), ...dots].some((coast) => far(coast, point) < 4)
}

test('every city lies on land, or right beside it', () => {
  const wet = cities.filter((city) => city.country && !isLand(project(city))).map((city) => city.name)
  assert.deepEqual(wet, [])
  assert.ok(!isLand(project(cities[0]!)), 'Nomansland floats')
})

test('states too small for the coarse map are there as dots or small shapes', () => {
  const small = {
    Bahrain: [26.05, 50.55],
    Barbados: [13.18, -59.56],
    Comoros: [-11.67, 43.33],
    Dominica: [15.43, -61.35],
    Grenada: [12.11, -61.68],
    Malta: [35.89, 14.44],
    Maldives: [4.18, 73.51],
    Mauritius: [-20.28, 57.57],
    Nauru: [-0.53, 166.93],
    Palau: [7.5, 134.57],
    Samoa: [-13.67, -172.32],
    Seychelles: [-4.66, 55.47],
    Singapore: [1.35, 103.82],
    Tonga: [-21.18, -175.19],
    Tuvalu: [-8.52, 179.2],
  }
  for (const [name, [lat, lng]] of Object.entries(small))
    assert.ok(isLand(project({ lat: lat!, lng: lng! })), name)
})

test('the map stays a small file, with colours of its own that suit a light and a dark sea', () => {
  assert.ok(gzipSync(svg).length < 30 * 1024, String(gzipSync(svg).length))
  assert.doesNotMatch(svg, /style|class|<script|NaN|undefined/)
  assert.ok(paths.every(({ style }) => /fill="(none|#[0-9a-f]{6})"/.test(style)))
})
