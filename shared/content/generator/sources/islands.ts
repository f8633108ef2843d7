import { geoArea, geoCentroid, geoContains } from 'd3-geo'
import type { MultiPolygon, Polygon } from 'geojson'
import { feature, merge } from 'topojson-client'
import type { Polygon as Shape, MultiPolygon as Shapes } from 'topojson-specification'
import { load } from '../load.ts'
import type { Place } from '../types.ts'
import type { Atlas } from './atlas.ts'

const EARTH_KM2_PER_STERADIAN = 6371.0088 ** 2
/** An island of so many square kilometres is about a pixel of the map; smaller ones are dots. */
const PIXEL_KM2 = 900
/** Dots of one country stand so many degrees apart, or an atoll would be a blot. */
const APART = 2
const SOUTHERN_OCEAN = -60

type Outline = { polygon: Polygon; country: string }

const COARSE = load<Atlas>('world-atlas/countries-110m.json')
const FINE = load<Atlas>('world-atlas/countries-50m.json')
const FINEST = load<Atlas>('world-atlas/countries-10m.json')
/** Tuvalu is on the finest map only. */
const ON_FINEST_ONLY = '798'
const LAND = merge(COARSE, COARSE.objects.countries.geometries as (Shape | Shapes)[])
const DRAWN = new Set(COARSE.objects.countries.geometries.map((shape) => shape.id))

/** Land that the coarse map leaves out, of the finer one: islands as shapes, and the islands of small states as dots. */
export function islands(): { shapes: Polygon[]; dots: Place[] } {
  const left = [...outlines(FINE), ...outlines(FINEST, ON_FINEST_ONLY)].filter(({ polygon }) =>
    isLeftOut(polygon),
  )
  const small = left.filter(({ polygon, country }) => squareKm(polygon) < PIXEL_KM2 && !DRAWN.has(country))
  return {
    shapes: left.map(({ polygon }) => polygon).filter((polygon) => squareKm(polygon) >= PIXEL_KM2),
    dots: [...Map.groupBy(small, ({ country }) => country).values()].flatMap(thinned),
  }
}

/** The pieces of land of an atlas, of all countries or of one. */
function outlines(atlas: Atlas, only?: string): Outline[] {
  const shapes = atlas.objects.countries.geometries.filter((shape) => !only || shape.id === only)
  return shapes.flatMap((shape) => {
    const { coordinates, type } = feature(atlas, shape).geometry as Polygon | MultiPolygon
    const polygons = type === 'Polygon' ? [coordinates] : coordinates
    return polygons.map((rings): Outline => {
      const polygon: Polygon = { type: 'Polygon', coordinates: rings as Polygon['coordinates'] }
      return { polygon, country: String(shape.id) }
    })
  })
}

function isLeftOut(polygon: Polygon): boolean {
  const middle = geoCentroid(polygon)
  return middle[1] > SOUTHERN_OCEAN && !geoContains(LAND, middle)
}

function squareKm(polygon: Polygon): number {
  return geoArea(polygon) * EARTH_KM2_PER_STERADIAN
}

/** The islands of a country as places, the largest first, without those close to a larger one. */
function thinned(group: Outline[]): Place[] {
  const dots: Place[] = []
  for (const { polygon } of group.toSorted((a, b) => squareKm(b.polygon) - squareKm(a.polygon))) {
    const [lng, lat] = geoCentroid(polygon)
    if (dots.every((dot) => Math.hypot(dot.lat - lat, dot.lng - lng) > APART)) dots.push({ lat, lng })
  }
  return dots
}
