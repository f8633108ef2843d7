import { MOON } from '../shared/rules/fares.ts'
import { fold } from '../shared/rules/questions.ts'
import type { Ticket } from './tickets.ts'

export const REGIONS = ['Africa', 'Americas', 'Asia', 'Europe', 'Oceania']

/** How many of the tickets that are not in reach yet stand apart, with progress bars. */
const NEXT = 6
const LONGEST_WORDS = 60

export interface Filter {
  region: string
  words: string
}

/** What a visitor of the airport looks for; whatever else the address holds is no filter. */
export function readFilter(query: Record<string, string | string[] | undefined>): Filter {
  const region = REGIONS.find((one) => one === query.region) ?? ''
  const words = typeof query.q === 'string' ? query.q.trim().slice(0, LONGEST_WORDS) : ''
  return { region, words }
}

/** The board: what is in reach, what is next, what is farther, and the Moon, which no filter hides. */
export function arrange(tickets: Ticket[], filter: Filter) {
  const moon = tickets.find((ticket) => ticket.city.slug === MOON)
  const found = tickets.filter((ticket) => ticket !== moon && matches(ticket, filter))
  const within = found.filter((ticket) => ticket.affordable)
  const beyond = found.filter((ticket) => !ticket.affordable && !ticket.locked)
  return {
    within,
    next: beyond.slice(0, NEXT),
    farther: beyond.slice(NEXT),
    locked: found.filter((ticket) => ticket.locked),
    moon,
    found: found.length,
    regions: REGIONS,
  }
}

function matches({ city }: Ticket, { region, words }: Filter): boolean {
  if (region && city.region !== region) return false
  return words === '' || plain(`${city.name} ${city.country_name} ${city.iata}`).includes(plain(words))
}

/** "Washington, D.C." is found by "washington dc", "Xi’an" by "xian". */
const plain = (text: string) => fold(text).replaceAll(' ', '')
