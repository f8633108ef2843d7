import { AFRICA } from './intros/africa.ts'
import { AMERICAS } from './intros/americas.ts'
import { ASIA } from './intros/asia.ts'
import { EUROPE } from './intros/europe.ts'
import { OCEANIA } from './intros/oceania.ts'

/** A few words of welcome to each city. */
export const INTROS: Record<string, string> = { ...AFRICA, ...AMERICAS, ...ASIA, ...EUROPE, ...OCEANIA }

export const NOMANSLAND =
  'Nomansland is a floating place in the middle of the Atlantic, with one runway, one bench and a very good view. Nobody was born here and nobody stays for long: it is where every traveller begins. Answer a few easy questions, earn your first ticket, and go.'

export const MOON =
  'The Moon is as far as a ticket goes. Outside the airlock of Tranquility Spaceport lies grey dust without wind or sound, under a sky that is black at noon; footprints stay where they were left. Look up: everybody you have met on the way is on that small blue ball.'
