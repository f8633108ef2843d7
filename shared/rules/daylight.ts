import type { Place } from './distance.ts'
import { DAY_MS } from './weeks.ts'

const RAD = Math.PI / 180

export type Light = 'dawn' | 'day' | 'dusk' | 'night'

export interface Sun {
  /** Degrees above the horizon. */
  altitude: number
  /** −180 to 180: 0 at noon, −90 six hours before it. */
  hourAngle: number
}

/** Where the sun stands over a place at `now` (ms), to about two degrees: the equation of time is left out. */
export function sunOver({ lat, lng }: Place, now: number): Sun {
  const day = Math.floor(now / DAY_MS) - Math.floor(Date.UTC(new Date(now).getUTCFullYear(), 0, 0) / DAY_MS)
  const declination = -23.44 * RAD * Math.cos((2 * Math.PI * (day + 10)) / 365.25)
  const turned = 360 * ((now % DAY_MS) / DAY_MS) + lng
  const hourAngle = ((((turned % 360) + 360) % 360) - 180) as number
  const sine =
    Math.sin(lat * RAD) * Math.sin(declination) +
    Math.cos(lat * RAD) * Math.cos(declination) * Math.cos(hourAngle * RAD)
  return { altitude: Math.asin(sine) / RAD, hourAngle }
}

/** Dawn and dusk are when the sun is within eight degrees of the horizon. */
export function lightOf({ altitude, hourAngle }: Sun): Light {
  if (altitude > 8) return 'day'
  if (altitude < -8) return 'night'
  return hourAngle < 0 ? 'dawn' : 'dusk'
}
