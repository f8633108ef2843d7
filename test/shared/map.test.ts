import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { greatCircle, MAP, project } from '../../shared/map.ts'

const LONDON = { lat: 51.5, lng: -0.1 }
const TOKYO = { lat: 35.7, lng: 139.7 }
const SYDNEY = { lat: -33.9, lng: 151.2 }
const LIMA = { lat: -12, lng: -77 }
const svg = readFileSync(new URL('../../static/img/world.svg', import.meta.url), 'utf8')

const pieces = (d: string) => d.match(/M/g)?.length ?? 0
const points = (d: string) => d.match(/[ML]/g)?.length ?? 0

test('the middle of the world is in the middle of the map, east is right and north is up', () => {
  assert.equal(project({ lat: 0, lng: 0 }).x, MAP.width / 2)
  assert.ok(project(TOKYO).x > project(LONDON).x)
  assert.ok(project(LONDON).y < project(SYDNEY).y)
})

test('every place between the polar ice and the Antarctic Circle is on the map', () => {
  for (const lat of [84, 0, -66]) {
    for (const lng of [-180, -90, 0, 90, 180]) {
      const { x, y } = project({ lat, lng })
      assert.ok(x >= 0 && x <= MAP.width && y >= 0 && y <= MAP.height, `${lat} ${lng} is at ${x} ${y}`)
    }
  }
})

test('places have one decimal', () => {
  const { x, y } = project(SYDNEY)
  assert.deepEqual([x, y], [Number(x.toFixed(1)), Number(y.toFixed(1))])
})

test('a flight begins and ends where its cities are', () => {
  const d = greatCircle(LONDON, TOKYO)
  const [from, to] = [project(LONDON), project(TOKYO)]
  assert.ok(d.startsWith(`M${from.x},${from.y}`))
  assert.ok(d.endsWith(`L${to.x},${to.y}`))
})

test('a long flight is a curve, in one piece where it does not cross the edge of the map', () => {
  const d = greatCircle(LONDON, TOKYO)
  assert.equal(pieces(d), 1)
  assert.ok(points(d) > 4)
})

test('a flight across the antimeridian is cut in two and never drawn across the whole map', () => {
  const d = greatCircle(SYDNEY, LIMA)
  assert.equal(pieces(d), 2)
  const xs = d
    .split('M')
    .filter(Boolean)
    .map((piece) => piece.split('L').map((point) => Number(point.split(',')[0])))
  for (const piece of xs) {
    for (const [i, x] of piece.entries()) assert.ok(i === 0 || Math.abs(x - piece[i - 1]!) < 200)
  }
})

test('a flight to where one is draws nothing that could break a page', () => {
  assert.match(greatCircle(LIMA, LIMA), /^(M[\d.,]+(L[\d.,]+)*)?$/)
})

test('the base map has the size the projection says, no inline style, and is small', () => {
  assert.ok(svg.includes(`viewBox="0 0 ${MAP.width} ${MAP.height}"`))
  assert.doesNotMatch(svg, /style|<script|NaN/)
  assert.ok(gzipSync(svg).length < 30 * 1024)
})
