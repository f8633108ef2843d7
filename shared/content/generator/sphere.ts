import type { Place } from './types.ts'

const RAD = Math.PI / 180

/** The course on which the shortest way begins: degrees from north, by way of east. */
export function course(from: Place, to: Place): number {
  const [a, b, turn] = [from.lat * RAD, to.lat * RAD, (to.lng - from.lng) * RAD]
  const east = Math.sin(turn) * Math.cos(b)
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn)
  return (Math.atan2(east, north) / RAD + 360) % 360
}

/** The course that never changes on the way: a straight line on a sailor's chart. */
export function rhumb(from: Place, to: Place): number {
  const stretched = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * RAD) / 2))
  const turn = ((to.lng - from.lng + 540) % 360) - 180
  return (Math.atan2(turn * RAD, stretched(to.lat) - stretched(from.lat)) / RAD + 360) % 360
}

/** The latitude nearest to a pole on the shortest way, or null where that is one of its ends. */
export function turningPoint(from: Place, to: Place): number | null {
  const there = course(from, to)
  const back = course(to, from)
  const north = [there, back].every((c) => Math.cos(c * RAD) > 0)
  const south = [there, back].every((c) => Math.cos(c * RAD) < 0)
  if (!north && !south) return null
  const lat = Math.acos(Math.abs(Math.sin(there * RAD) * Math.cos(from.lat * RAD))) / RAD
  return north ? lat : -lat
}

/** The place on the other side of the Earth. */
export function opposite({ lat, lng }: Place): Place {
  return { lat: -lat, lng: lng > 0 ? lng - 180 : lng + 180 }
}
