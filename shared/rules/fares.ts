const BASE = 100
const PER_MILE = 0.08
const FIRST_TICKET = 100

/** The five cities the first ticket goes to, by slug. */
export const FIRST_CITIES = ['paris', 'cairo', 'delhi', 'rio-de-janeiro', 'sydney']

/** Economy fare in coins: 100 and 0.08 a mile. */
export function fare(miles: number): number {
  return Math.round(BASE + PER_MILE * miles)
}

/** Out of Nomansland everybody can afford the ticket: 100 coins or all one has. */
export function firstFare(coins: number): number {
  return Math.min(FIRST_TICKET, coins)
}
