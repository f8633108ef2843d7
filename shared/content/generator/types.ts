export type Place = { lat: number; lng: number }

export type Country = Place & {
  iso2: string
  name: string
  article: boolean
  region: string
  subregion: string
  neighbours: string[]
  capital: string
  area: number
  population: number
  landlocked: boolean
  currency: string | null
  language: string | null
  nativeName: string | null
  tld: string
}

export type Subject = { country: string } | { city: string } | { landmark: true; country: string }

export type Question = {
  key: string
  category: string
  subject: Subject
  text: string
  alternatives: string[]
  answer: 0
  sorted: false
  value: number
  seconds: number
  didYouKnow: string
  source: string
  sourceDate: string
  verifyBy: string
  /** Files relative to shared/content: one is shown, a second one with the answer, four are the alternatives. */
  photos?: string[]
}

/** A picture of photos.json: `file` is relative to shared/content, `place` a name in places.json. */
export type Photo = {
  file: string
  title: string
  alt: string
  description: string
  place: string | null
  author: string
  licence: string
  source: string
}

export type City = Place & {
  slug: string
  name: string
  country: string | null
  iata: string
  airport: string
  timezone: string
  population: number | null
  capital: boolean
  /** Opens when a player has signed up. */
  locked: boolean
  intro: string
}
