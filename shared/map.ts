import { type GeoPermissibleObjects, geoNaturalEarth1, geoPath } from 'd3-geo'

/** Size of the base map static/img/world.svg, in the units of its viewBox. */
export const MAP = { width: 1000, height: 463 }

export type Place = { lat: number; lng: number }
export type Point = { x: number; y: number }

/** Natural Earth projection: the whole width of the world; in height from the Arctic Ocean to the Antarctic coast. */
const projection = geoNaturalEarth1()
  .scale(MAP.width / (2 * Math.PI * 0.8707))
  .translate([MAP.width / 2, 254])

const path = geoPath(projection).digits(1)

/** Where a place (degrees, north and east positive) lies on the base map, to one decimal. */
export function project(place: Place): Point {
  const [x, y] = projection([place.lng, place.lat]) as [number, number]
  return { x: round(x), y: round(y) }
}

/**
 * The shortest way between two places as the `d` of an SVG path. It is resampled so that it curves as the
 * map does, and cut in two pieces where it crosses the antimeridian.
 */
export function greatCircle(from: Place, to: Place): string {
  const ends = [from, to].map((place): [number, number] => [place.lng, place.lat])
  return outline({ type: 'LineString', coordinates: ends })
}

/** The `d` of an SVG path of any GeoJSON object on the base map; empty when there is nothing to draw. */
export function outline(shape: GeoPermissibleObjects): string {
  return path(shape) ?? ''
}

const AROUND = { width: 200, height: 100 }

/** A place on the base map with the part of the map around it, as a viewBox. */
export function drawPlace(place: Place) {
  const { x, y } = project(place)
  const left = within(x - AROUND.width / 2, MAP.width - AROUND.width)
  const top = within(y - AROUND.height / 2, MAP.height - AROUND.height)
  return { x, y, viewBox: [left, top, AROUND.width, AROUND.height].map(round).join(' ') }
}

const within = (n: number, most: number) => Math.min(most, Math.max(0, n))
const round = (n: number) => Math.round(n * 10) / 10
