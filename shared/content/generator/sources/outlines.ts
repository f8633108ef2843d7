import { geoArea, geoAzimuthalEqualArea, geoBounds, geoCentroid, geoPath } from 'd3-geo'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { feature } from 'topojson-client'
import { load } from '../load.ts'
import { NO_OUTLINE } from '../rules.ts'
import type { Country } from '../types.ts'
import type { Atlas } from './atlas.ts'
import { RAW } from './countries.ts'

const ATLAS = load<Atlas>('world-atlas/countries-10m.json')
const KM_PER_DEGREE = 111.195
const KM2_PER_STERADIAN = 6371.0088 ** 2
const LEAST_KM2 = 20_000
/** The largest piece of land must be nearly all of the country, or its outline would mislead. */
const LEAST_SHARE = 0.8
const FRAME: [[number, number], [number, number]] = [
  [40, 36],
  [600, 444],
]

/** The largest piece of land of a country, or null where it is small, disputed or only one of many. */
export function mainland(country: Country): Polygon | null {
  if (NO_OUTLINE.has(country.iso2)) return null
  const pieces = polygons(country).toSorted((a, b) => geoArea(b) - geoArea(a))
  const [main] = pieces
  if (!main || geoArea(main) * KM2_PER_STERADIAN < LEAST_KM2) return null
  const all = pieces.reduce((sum, piece) => sum + geoArea(piece), 0)
  return geoArea(main) / all >= LEAST_SHARE ? main : null
}

/** True when the largest piece is all there is to see of a country. */
export function isWhole(country: Country): boolean {
  const [first, ...others] = polygons(country)
    .map(geoArea)
    .toSorted((a, b) => b - a)
  return others.every((area) => area < first! / 500)
}

/** From north to south and from west to east, in kilometres; the latter along the middle parallel. */
export function extent(shape: Polygon): { tall: number; wide: number } {
  const [[west, south], [east, north]] = geoBounds(shape)
  const middle = ((north + south) / 2) * (Math.PI / 180)
  return {
    tall: (north - south) * KM_PER_DEGREE,
    wide: (east - west) * KM_PER_DEGREE * Math.cos(middle),
  }
}

/** The path of a shape in a picture of 640 by 480. */
export function drawn(shape: Polygon): string {
  return path(shape).digits(1)(shape)!
}

/** What there is to see of a shape, for those who cannot see it. */
export function described(shape: Polygon): string {
  const on = path(shape)
  const [[left, top], [right, bottom]] = on.bounds(shape)
  const [width, height] = [right - left, bottom - top]
  const [x, y] = on.centroid(shape)
  const weight = side((x - left) / width, (y - top) / height)
  const filled = on.area(shape) / (width * height)
  const ragged = on.measure(shape) / Math.sqrt(on.area(shape))
  return `A dark shape on a pale ground, ${proportion(width / height)}, ${fullness(filled)}, ${weight} and with ${edge(ragged)} edge.`
}

/** North up, true in area, seen from right above. */
function path(shape: Polygon) {
  const [lng, lat] = geoCentroid(shape)
  const projection = geoAzimuthalEqualArea().rotate([-lng, -lat]).precision(0.1)
  return geoPath(projection.fitExtent(FRAME, shape))
}

function proportion(ratio: number): string {
  if (ratio < 0.45) return 'long and narrow from top to bottom'
  if (ratio < 0.8) return 'taller than wide'
  if (ratio < 1.25) return 'about as wide as tall'
  return ratio < 2.2 ? 'wider than tall' : 'long and narrow from left to right'
}

function fullness(filled: number): string {
  if (filled < 0.42) return 'slanting or much indented'
  return filled < 0.6 ? 'of middling bulk' : 'compact'
}

function side(x: number, y: number): string {
  const vertical = y < 0.46 ? 'top' : y > 0.54 ? 'bottom' : ''
  const horizontal = x < 0.46 ? 'left' : x > 0.54 ? 'right' : ''
  const where = [vertical, horizontal].filter(Boolean).join(' ')
  return where ? `broadest towards the ${where}` : 'evenly balanced'
}

function edge(ragged: number): string {
  if (ragged < 5.2) return 'a fairly smooth'
  return ragged < 7 ? 'an uneven' : 'a very ragged'
}

function polygons({ iso2 }: Country): Polygon[] {
  const raw = RAW.find((candidate) => candidate.cca2 === iso2)!
  const shapes = ATLAS.objects.countries.geometries.filter((shape) => shape.id === raw.ccn3)
  return shapes.flatMap((shape) => {
    const { geometry } = feature(ATLAS, shape) as Feature<Polygon | MultiPolygon>
    const pieces = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    return pieces.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }))
  })
}
