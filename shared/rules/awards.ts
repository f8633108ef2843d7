/** What each award pays, in coins. Each is given once; `perfect-job` once for each city and category. */
export const AWARDS = {
  'left-nomansland': { title: 'Left Nomansland', coins: 50 },
  'signed-up': { title: 'Signed up', coins: 100 },
  'miles-10000': { title: '10,000 miles', coins: 75 },
  'miles-50000': { title: '50,000 miles', coins: 150 },
  'miles-100000': { title: '100,000 miles', coins: 500 },
  'perfect-job': { title: 'A job without a fault', coins: 100 },
} as const

export type AwardKind = keyof typeof AWARDS

const MILES = [
  ['miles-10000', 10_000],
  ['miles-50000', 50_000],
  ['miles-100000', 100_000],
] as const

/** The awards for miles that a player with `before` miles wins by reaching or passing them with `after`. */
export function mileAwards(before: number, after: number): AwardKind[] {
  return MILES.filter(([, miles]) => before < miles && after >= miles).map(([kind]) => kind)
}
