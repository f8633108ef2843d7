import { geoGraticule } from 'd3-geo'
import { feature, merge, mesh } from 'topojson-client'
import { MAP, outline } from '../../map.ts'
import { load } from './load.ts'

const ANTARCTICA = '010'

/** The base map: land, borders and a faint grid, without Antarctica; the sea is the page behind it. */
export function worldMap(): string {
  const atlas = load<{ objects: { countries: { geometries: { id?: string }[] } } }>(
    'world-atlas/countries-110m.json',
  )
  const shapes = atlas.objects.countries.geometries.filter((shape) => shape.id !== ANTARCTICA)
  const land = outline(merge(atlas, shapes))
  const borders = outline(mesh(atlas, { type: 'GeometryCollection', geometries: shapes }, (a, b) => a !== b))
  const grid = outline(
    geoGraticule()
      .extentMinor([
        [-180, -66],
        [180, 84],
      ])
      .extentMajor([
        [-180, -66],
        [180, 84],
      ])
      .step([15, 15])(),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${MAP.width} ${MAP.height}" width="${MAP.width}" height="${MAP.height}">`,
    `<path fill="none" stroke="rgba(255,255,255,0.18)" stroke-width="0.6" d="${grid}"/>`,
    `<path fill="#e8dcc0" d="${land}"/>`,
    `<path fill="none" stroke="#d3c4a0" stroke-width="0.7" stroke-linejoin="round" d="${borders}"/>`,
    '</svg>\n',
  ].join('\n')
}
