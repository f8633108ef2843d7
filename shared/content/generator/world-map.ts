import { geoGraticule } from 'd3-geo'
import { merge, mesh } from 'topojson-client'
import type { GeometryCollection, MultiPolygon, Polygon } from 'topojson-specification'
import { MAP, outline, project } from '../../map.ts'
import { load } from './load.ts'
import type { Atlas } from './sources/atlas.ts'
import { islands } from './sources/islands.ts'
import type { Place } from './types.ts'

const ANTARCTICA = '010'
const NORTH_SOUTH: [[number, number], [number, number]] = [
  [-180, -66],
  [180, 84],
]

/** The base map: a faint grid, land with its islands and borders, without Antarctica; the sea is whatever lies behind. */
export function worldMap(): string {
  const atlas = load<Atlas>('world-atlas/countries-110m.json')
  const shapes = atlas.objects.countries.geometries.filter((shape) => shape.id !== ANTARCTICA)
  const drawn: GeometryCollection = { type: 'GeometryCollection', geometries: shapes }
  const inner = mesh(atlas, drawn, (a, b) => a !== b)
  const grid = geoGraticule().extent(NORTH_SOUTH).step([15, 15]).stepMajor([90, 360]).precision(15)()
  const { shapes: more, dots } = islands()
  const land = merge(atlas, shapes as (Polygon | MultiPolygon)[])
  const size = `width="${MAP.width}" height="${MAP.height}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${MAP.width} ${MAP.height}" ${size}>`,
    `<path fill="none" stroke="rgba(255,255,255,0.18)" stroke-width="0.6" d="${compact(outline(grid))}"/>`,
    `<path fill="#e8dcc0" d="${compact(outline(land) + more.map(outline).join(''))}"/>`,
    `<path fill="none" stroke="#e8dcc0" stroke-width="1.8" stroke-linecap="round" d="${dots.map(dot).join('')}"/>`,
    `<path fill="none" stroke="#d3c4a0" stroke-width="0.7" stroke-linejoin="round" d="${compact(outline(inner))}"/>`,
    '</svg>\n',
  ].join('\n')
}

/** A line without length, which its round ends make a dot. */
function dot(place: Place): string {
  const { x, y } = project(place)
  return `M${x},${y}h0`
}

/** The same path in steps from point to point, which is half as long. Counted in tenths, so nothing adds up. */
function compact(d: string): string {
  let [x, y] = [0, 0]
  return d.replace(/([ML])(-?[\d.]+),(-?[\d.]+)/g, (_, command: string, px: string, py: string) => {
    const [nx, ny] = [Math.round(Number(px) * 10), Math.round(Number(py) * 10)]
    const [dx, dy] = [tenths(nx - x), tenths(ny - y)]
    ;[x, y] = [nx, ny]
    if (command === 'M') return `M${tenths(nx)},${tenths(ny)}`
    return `l${dx}${dy.startsWith('-') ? '' : ','}${dy}`
  })
}

function tenths(n: number): string {
  return String(n / 10).replace(/^(-?)0\./, '$1.')
}
