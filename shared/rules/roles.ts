export const ROLES = ['player', 'ambassador', 'editor', 'admin'] as const
export type Role = (typeof ROLES)[number]

interface Person {
  role: Role
  country: string | null
}

/** What there is to look after in the dashboard, and who does so: in one country, or in all the world. What is not named is closed. */
export const DUTIES = {
  content: {
    words: 'Questions, photos, cities, places and documents, complaints about questions, reports, history',
    reach: { ambassador: 'country', editor: 'world', admin: 'world' },
  },
  house: {
    words: 'Categories, new cities, news, messages on the walls, feedback, storage and other upkeep',
    reach: { editor: 'world', admin: 'world' },
  },
  people: {
    words: 'Players, staff and their roles, password links, closing accounts',
    reach: { admin: 'world' },
  },
} satisfies Record<string, { words: string; reach: Partial<Record<Role, 'country' | 'world'>> }>

export type Duty = keyof typeof DUTIES

/** How far somebody's duty goes; undefined when it is none of theirs. */
export function reachOf({ role }: { role: Role }, duty: Duty): 'country' | 'world' | undefined {
  const { reach }: { reach: Partial<Record<Role, 'country' | 'world'>> } = DUTIES[duty]
  return reach[role]
}

export const isStaff = (person: Person) => reachOf(person, 'content') !== undefined
export const isAdmin = (person: Person) => reachOf(person, 'people') !== undefined
/** Who looks after all the world, and not one country alone. */
export const isEditor = (person: Person) => reachOf(person, 'house') !== undefined

/** An editor and an admin write about all the world, an ambassador about one country. */
export function mayEdit(person: Person, subject: { country: string | null }): boolean {
  const reach = reachOf(person, 'content')
  return reach === 'country'
    ? subject.country !== null && subject.country === person.country
    : reach === 'world'
}
