const RAD = Math.PI / 180
const TILT = 23.44
/** The sun's upper edge with the bending of its light: it is up while its middle is less than this below the horizon. */
const EDGE = -0.833

/** Hours of daylight on the longest and on the shortest day. */
export function daylight(lat: number): { longest: number; shortest: number } {
  const north = Math.abs(lat)
  return { longest: hours(north, TILT), shortest: hours(north, -TILT) }
}

function hours(lat: number, declination: number): number {
  const [a, b] = [lat * RAD, declination * RAD]
  const angle = (Math.sin(EDGE * RAD) - Math.sin(a) * Math.sin(b)) / (Math.cos(a) * Math.cos(b))
  return (2 * Math.acos(Math.max(-1, Math.min(1, angle)))) / RAD / 15
}

/** The two days of the year on which the midday sun stands straight overhead; none outside the tropics. */
export function overhead(lat: number): string[] {
  const days = Array.from({ length: 365 }, (_, i) => i + 1)
  const above = (day: number) => declination(day) > lat
  return days.filter((day) => above(day - 0.5) !== above(day + 0.5)).map(dayName)
}

/** The sun's declination at noon UTC on a day of 2026, in degrees (Astronomical Almanac, to a hundredth). */
function declination(day: number): number {
  const since2000 = 9496 + day
  const anomaly = (357.528 + 0.9856003 * since2000) * RAD
  const longitude =
    (280.46 + 0.9856474 * since2000 + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RAD
  return Math.asin(Math.sin(TILT * RAD) * Math.sin(longitude)) / RAD
}

function dayName(day: number): string {
  const date = new Date(Date.UTC(2026, 0, day))
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
}
