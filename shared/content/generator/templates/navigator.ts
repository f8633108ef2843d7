import type { Question } from '../types.ts'
import { airports } from './navigator-airports.ts'
import { clocks } from './navigator-clocks.ts'
import { courses } from './navigator-courses.ts'
import { distances } from './navigator-distances.ts'
import { latitudes } from './navigator-latitudes.ts'

/** Navigator: where cities lie from each other, which way to fly, and what time it is on arrival. */
export function navigator(): Question[] {
  return [...distances(), ...courses(), ...latitudes(), ...airports(), ...clocks()]
}
