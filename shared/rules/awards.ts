interface Award {
  title: string
  /** Paid once, with the award. */
  coins: number
  /** What a diploma is given for: "Awarded for …". */
  deed: string
  /** How to win it, for those who have not. */
  how: string
  /** Miles travelled that win it. */
  miles?: number
}

/** Every kind of award, in the order a traveller usually meets them. Each is given once; `perfect-job` once for each city and category, tour guide once ever. */
export const AWARDS = {
  'left-nomansland': {
    title: 'Left Nomansland',
    coins: 50,
    deed: 'taking off from Nomansland, where every journey begins',
    how: 'Finish the tutorial and take your first flight.',
  },
  'signed-up': {
    title: 'Signed up',
    coins: 100,
    deed: 'signing up, and so keeping this journey for good',
    how: 'Sign up with an e-mail address and a password.',
  },
  'perfect-job': {
    title: 'A job without a fault',
    coins: 100,
    deed: 'ten right answers to ten questions',
    how: 'Answer all ten questions of a job right. Every job in every city has a diploma of its own; tour guides win theirs once.',
  },
  'miles-10000': {
    title: '10,000 miles',
    coins: 75,
    deed: 'ten thousand miles in the air',
    how: 'Fly 10,000 miles in all.',
    miles: 10_000,
  },
  'first-class': {
    title: 'First class',
    coins: 400,
    deed: 'a first flight in first class',
    how: 'Take a flight in first class.',
  },
  'miles-50000': {
    title: '50,000 miles',
    coins: 150,
    deed: 'fifty thousand miles in the air, twice around the world',
    how: 'Fly 50,000 miles in all.',
    miles: 50_000,
  },
  'miles-100000': {
    title: '100,000 miles',
    coins: 500,
    deed: 'a hundred thousand miles in the air, four times around the world',
    how: 'Fly 100,000 miles in all.',
    miles: 100_000,
  },
  moon: {
    title: 'To the Moon',
    coins: 1000,
    deed: 'a flight to the Moon',
    how: 'Save a million coins and fly to the Moon.',
  },
} as const satisfies Record<string, Award>

export type AwardKind = keyof typeof AWARDS

export const AWARD_KINDS = Object.keys(AWARDS) as AwardKind[]

/** What is known of a kind of award. */
export const awardOf = (kind: AwardKind): Award => AWARDS[kind]

/** The title of a kind of award; one that is known no more is called as it was kept. */
export const titleOf = (kind: string): string =>
  Object.hasOwn(AWARDS, kind) ? awardOf(kind as AwardKind).title : kind

/** Awards, each with its title. */
export const titled = <A extends { kind: string }>(awards: A[]) =>
  awards.map((award) => ({ ...award, title: titleOf(award.kind) }))

/** The awards for miles that a player with `before` miles wins by reaching or passing them with `after`. */
export function mileAwards(before: number, after: number): AwardKind[] {
  return AWARD_KINDS.filter((kind) => {
    const { miles } = awardOf(kind)
    return miles !== undefined && before < miles && after >= miles
  })
}

const ENOUGH_TRAVELLERS = 20

/** How rare an award is. Under twenty travellers (players who left Nomansland) a share would say nothing, so the holders are counted. */
export function rarity(holders: number, travellers: number): string {
  if (holders === 0) return 'Nobody has it yet'
  if (travellers < ENOUGH_TRAVELLERS)
    return holders === 1 ? '1 traveller has it' : `${holders} travellers have it`
  const share = Math.min(100, Math.round((100 * holders) / travellers))
  if (share < 1) return 'Fewer than 1% of travellers'
  return share <= 10 ? `Only ${share}% of travellers` : `${share}% of travellers`
}
