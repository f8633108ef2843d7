interface Person {
  role: 'player' | 'ambassador' | 'editor' | 'admin'
  country: string | null
}

export const isStaff = (person: Person) => person.role !== 'player'
export const isAdmin = (person: Person) => person.role === 'admin'

/** An editor and an admin write about all the world, an ambassador about one country. */
export function mayEdit(person: Person, subject: { country: string | null }): boolean {
  if (person.role === 'ambassador') return subject.country !== null && subject.country === person.country
  return person.role === 'editor' || person.role === 'admin'
}
