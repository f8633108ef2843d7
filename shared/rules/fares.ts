export type FlightClass = 'economy' | 'first'

const FARES = { economy: { base: 100, perMile: 0.08 }, first: { base: 400, perMile: 0.18 } } as const
const FIRST_TICKET = 100

/** The five cities the first ticket goes to, by slug. */
export const FIRST_CITIES = ['paris', 'cairo', 'delhi', 'rio-de-janeiro', 'sydney']

/** Fare in whole coins: economy 100 and 0.08 a mile, first class 400 and 0.18 a mile. */
export function fare(miles: number, flightClass: FlightClass = 'economy'): number {
  const { base, perMile } = FARES[flightClass]
  return Math.round(base + perMile * miles)
}

/** Out of Nomansland everybody can afford the ticket: 100 coins or all one has. */
export function firstFare(coins: number): number {
  return Math.min(FIRST_TICKET, coins)
}
