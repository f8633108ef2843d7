import { geoArea } from 'd3-geo'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { feature, neighbors } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { load } from '../load.ts'

export type Atlas = Topology<{ countries: GeometryCollection }>
type Named = { cca2: string; ccn3: string }

const EARTH_KM2_PER_STERADIAN = 6371.0088 ** 2
const FINE = load<Atlas>('world-atlas/countries-10m.json')
const SHAPES = FINE.objects.countries.geometries
const TOUCHING: number[][] = neighbors(SHAPES)
const USES = new Map<number, number>()
for (const arc of SHAPES.flatMap(arcsOf)) USES.set(arc, (USES.get(arc) ?? 0) + 1)
const CODES = new Map(load<Named[]>('world-countries/countries.json').map((c) => [c.ccn3, c.cca2]))

/** Codes of the countries that touch this one on the Natural Earth map; undefined when it is not drawn. */
export function atlasBorders(ccn3: string): Set<string> | undefined {
  const own = SHAPES.flatMap((shape, i) => (shape.id === ccn3 ? [i] : []))
  if (own.length === 0) return undefined
  const touching = own.flatMap((i) => TOUCHING[i]!).map((i) => CODES.get(String(SHAPES[i]!.id)))
  return new Set(touching.filter((code) => code !== undefined))
}

/** Area in square kilometres as drawn on the Natural Earth map: a second opinion on the listed figure. */
export function atlasArea(iso2: string): number | undefined {
  const shapes = SHAPES.filter((shape) => CODES.get(String(shape.id)) === iso2)
  if (shapes.length === 0) return undefined
  const steradians = shapes.reduce((sum, shape) => sum + geoArea(feature(FINE, shape)), 0)
  return steradians * EARTH_KM2_PER_STERADIAN
}

/** True when some of the country's edge on the map belongs to no other country. */
export function hasCoast(iso2: string): boolean {
  return SHAPES.some(
    (shape) => CODES.get(String(shape.id)) === iso2 && arcsOf(shape).some((arc) => USES.get(arc) === 1),
  )
}

function arcsOf(shape: (typeof SHAPES)[number]): number[] {
  const arcs = 'arcs' in shape ? (shape.arcs as unknown[]).flat(3) : []
  return (arcs as number[]).map((arc) => (arc < 0 ? ~arc : arc))
}

const CIRCLES = {
  'the Arctic Circle': 66.56,
  'the Tropic of Cancer': 23.44,
  'the equator': 0,
  'the Tropic of Capricorn': -23.44,
}

/** The great circles of latitude that cross the land of a country; one piece of land must lie on both sides. */
export function circlesThrough(iso2: string): string[] {
  const shapes = SHAPES.filter((shape) => CODES.get(String(shape.id)) === iso2)
  const rings = shapes.flatMap((shape) =>
    outerRings((feature(FINE, shape) as Feature).geometry as Polygon | MultiPolygon),
  )
  return Object.entries(CIRCLES).flatMap(([name, lat]) =>
    rings.some((ring) => crosses(ring, lat)) ? [name] : [],
  )
}

type Ring = number[][]

function outerRings(shape: Polygon | MultiPolygon): Ring[] {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  return polygons.map((polygon) => polygon[0]!)
}

function crosses(ring: Ring, lat: number): boolean {
  return ring.some((point) => point[1]! > lat + 0.05) && ring.some((point) => point[1]! < lat - 0.05)
}
