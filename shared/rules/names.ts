import { fold } from './questions.ts'
import type { Random } from './random.ts'

const MOODS = [
  'Amber',
  'Bold',
  'Brisk',
  'Calm',
  'Cheerful',
  'Coral',
  'Curious',
  'Daring',
  'Eager',
  'Gentle',
  'Golden',
  'Happy',
  'Honest',
  'Jolly',
  'Kind',
  'Lively',
  'Lucky',
  'Merry',
  'Nimble',
  'Patient',
  'Quiet',
  'Silver',
  'Sunny',
  'Swift',
  'Wandering',
  'Wise',
]
const BIRDS = [
  'Albatross',
  'Avocet',
  'Bunting',
  'Condor',
  'Crane',
  'Curlew',
  'Eagle',
  'Falcon',
  'Finch',
  'Gannet',
  'Godwit',
  'Heron',
  'Ibis',
  'Kestrel',
  'Kingfisher',
  'Lapwing',
  'Martin',
  'Osprey',
  'Pelican',
  'Petrel',
  'Plover',
  'Puffin',
  'Sandpiper',
  'Stork',
  'Swallow',
  'Swift',
  'Tern',
  'Wagtail',
]

/** What two names may not share: case, accents, punctuation and doubled spaces do not tell players apart. */
export const nameKey = (name: string): string => fold(name) || name.toLowerCase()

const pick = (list: string[], random: Random) => list[Math.floor(random() * list.length)]

/** A friendly name such as "Curious Albatross 4821": a mood, a bird that travels, a number. */
export function friendlyName(random: Random): string {
  return `${pick(MOODS, random)} ${pick(BIRDS, random)} ${100 + Math.floor(random() * 99_900)}`
}
