export const ROLES = ['player', 'ambassador', 'editor', 'admin'] as const
export type Role = (typeof ROLES)[number]

interface Person {
  role: Role
  country: string | null
}

export const isStaff = (person: Person) => person.role !== 'player'
export const isAdmin = (person: Person) => person.role === 'admin'
/** Who looks after all the world, and not one country alone. */
export const isEditor = (person: Person) => person.role === 'editor' || isAdmin(person)

/** An editor and an admin write about all the world, an ambassador about one country. */
export function mayEdit(person: Person, subject: { country: string | null }): boolean {
  if (person.role === 'ambassador') return subject.country !== null && subject.country === person.country
  return isEditor(person)
}
