export interface Place {
  lat: number
  lng: number
}

const EARTH_RADIUS_KM = 6371.0088
const KM_PER_MILE = 1.609344
const grouped = new Intl.NumberFormat('en')

/** Great-circle distance in whole miles (haversine formula on a sphere of the Earth's mean radius). */
export function milesBetween(from: Place, to: Place): number {
  const rad = Math.PI / 180
  const dLat = (to.lat - from.lat) * rad
  const dLng = (to.lng - from.lng) * rad
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(from.lat * rad) * Math.cos(to.lat * rad) * Math.sin(dLng / 2) ** 2
  return Math.round((2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))) / KM_PER_MILE)
}

/** "2,434 mi" or "3,917 km". */
export function formatDistance(miles: number, units: 'mi' | 'km'): string {
  return `${grouped.format(Math.round(units === 'km' ? miles * KM_PER_MILE : miles))} ${units}`
}
