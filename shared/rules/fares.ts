import { milesBetween, type Place } from './distance.ts'

export type FlightClass = 'economy' | 'first'

const FARES = { economy: { base: 100, perMile: 0.08 }, first: { base: 400, perMile: 0.18 } } as const
const FIRST_TICKET = 100
const MOON_FARE = 1_000_000
const MOON_MILES = 238_857

/** The five cities the first ticket goes to, by slug. */
export const FIRST_CITIES = ['paris', 'cairo', 'delhi', 'rio-de-janeiro', 'sydney']

/** Where the longest flight goes, by slug. Its latitude and longitude are the Moon's, and no place on a map. */
export const MOON = 'moon'

/** Fare in whole coins: economy 100 and 0.08 a mile, first class 400 and 0.18 a mile. */
export function fare(miles: number, flightClass: FlightClass = 'economy'): number {
  const { base, perMile } = FARES[flightClass]
  return Math.round(base + perMile * miles)
}

/** Out of Nomansland everybody can afford the ticket: 100 coins or all one has. */
export function firstFare(coins: number): number {
  return Math.min(FIRST_TICKET, coins)
}

interface Stop extends Place {
  slug: string
}

/** Miles and fares (whole coins) from one city to another. The Moon is a million, the way back is free, and neither has a first class. */
export function trip(from: Stop, to: Stop): { miles: number; fare: number; firstClass?: number } {
  if (to.slug === MOON) return { miles: MOON_MILES, fare: MOON_FARE }
  if (from.slug === MOON) return { miles: MOON_MILES, fare: 0 }
  const miles = milesBetween(from, to)
  return { miles, fare: fare(miles), firstClass: fare(miles, 'first') }
}

/** The miles of a flight that count as travelled: none of those to the Moon and back. */
export function countedMiles(miles: number): number {
  return miles === MOON_MILES ? 0 : miles
}

interface Choice {
  affordable: boolean
  locked: boolean
  seen: boolean
}

/**
 * At most `most` of the tickets (cheapest first) that make one want to go on: cities one has not seen and can pay,
 * and as the last one the next that takes more work. What one has seen comes only when nothing else is left.
 */
export function tempting<T extends Choice>(tickets: readonly T[], most: number): T[] {
  const open = tickets.filter((ticket) => !ticket.locked)
  const unseen = open.filter((ticket) => !ticket.seen)
  const within = unseen.filter((ticket) => ticket.affordable)
  const beyond = unseen.filter((ticket) => !ticket.affordable)
  const goal = beyond.length > 0 ? 1 : 0
  const seen = open.filter((ticket) => ticket.seen)
  return [...within.slice(0, most - goal), ...beyond, ...seen].slice(0, most)
}
