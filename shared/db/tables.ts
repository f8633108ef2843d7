import type { Generated, Insertable, Selectable } from 'kysely'

/** Times are integer milliseconds since 1970 (UTC). Flags are 0 or 1. Points are integer tenths. */
type Time = number
type Flag = 0 | 1

export type Role = 'player' | 'ambassador' | 'editor' | 'admin'
export type QuestionState = 'draft' | 'published' | 'retired'

import type { Outcome } from '../rules/points.ts'

export interface Tables {
  players: {
    id: Generated<number>
    name: string
    email: string | null
    password: string | null
    role: Generated<Role>
    /** The country an ambassador looks after. */
    country: string | null
    city_id: number
    units: Generated<'mi' | 'km'>
    /** 0: the player has switched the clock off. */
    clock: Generated<Flag>
    miles: Generated<number>
    must_change_password: Generated<Flag>
    created_at: Time
  }
  sessions: { token_hash: string; player_id: number; created_at: Time; seen_at: Time }
  sign_in_tokens: { token_hash: string; player_id: number; expires_at: Time }
  attempts: { id: Generated<number>; key: string; at: Time }
  countries: {
    iso2: string
    name: string
    article: Flag
    region: string
    subregion: string
    lat: number
    lng: number
  }
  country_neighbours: { country: string; neighbour: string }
  cities: {
    id: Generated<number>
    slug: string
    name: string
    country: string | null
    iata: string
    airport: string
    lat: number
    lng: number
    timezone: string
    population: number | null
    capital: Flag
    intro: string
  }
  /** The countries whose questions a city offers: its own, the land neighbours, the nearest (rules/reach.ts). */
  city_countries: { city_id: number; country: string }
  categories: { id: Generated<number>; slug: string; name: string; description: string; position: number }
  questions: {
    id: Generated<number>
    /** Names a starter question, so that filling twice adds nothing. */
    key: string | null
    category_id: number
    city_id: number | null
    country: string | null
    /** 1: offered in every city, as landmarks are. */
    everywhere: Flag
    state: Generated<QuestionState>
    version: Generated<number>
    text: string
    /** JSON list of 2 to 4 texts in the order of the editor; `answer` is the index of the right one. */
    alternatives: string
    answer: number
    sorted: Flag
    value: number
    seconds: number
    did_you_know: string
    source: string
    source_date: string
    verify_by: string
    notes: string
    author_id: number | null
    created_at: Time
    updated_at: Time
  }
  /** What players were asked, word for word: one row for each save. Never changed, never deleted. */
  question_versions: {
    question_id: number
    version: number
    text: string
    alternatives: string
    answer: number
    sorted: Flag
    value: number
    seconds: number
    did_you_know: string
    source: string
    source_date: string
    saved_by: number | null
    saved_at: Time
  }
  /** Where a published question is offered. Rows exist only while it is published. */
  question_cities: { city_id: number; category_id: number; question_id: number }
  photos: {
    id: Generated<number>
    sha256: string
    /** Names the options the derivatives were made with; part of their URL. */
    recipe: string
    format: string
    width: number
    height: number
    /** JSON list of the widths that were made. */
    widths: string
    title: string
    alt: string
    description: string
    author: string
    licence: string
    source: string
    created_by: number | null
    created_at: Time
  }
  question_photos: { question_id: number; position: number; photo_id: number }
  city_photos: { city_id: number; position: number; photo_id: number }
  jobs: {
    id: Generated<number>
    player_id: number
    kind: 'tutorial' | 'job'
    city_id: number
    category_id: number
    state: Generated<'open' | 'finished'>
    seed: number
    size: number
    timed: Flag
    points: Generated<number>
    coins: Generated<number>
    started_at: Time
    finished_at: Time | null
  }
  job_questions: {
    job_id: number
    slot: number
    player_id: number
    question_id: number
    version: number
    /** JSON list: position on the page to index of the alternative. */
    shuffle: string
    value: number
    seconds: number
    delivered_at: Time | null
    answered_at: Time | null
    /** Index of the alternative that was chosen; null when none was. */
    choice: number | null
    outcome: Outcome | null
    points: Generated<number>
    first_time: Generated<Flag>
  }
  ledger: { id: Generated<number>; player_id: number; coins: number; reason: string; ref: string; at: Time }
  balances: { player_id: number; coins: number }
  flights: {
    id: Generated<number>
    player_id: number
    /** 1 for the player's first flight, then counted up: a form sent twice is one flight. */
    number: number
    from_city_id: number
    to_city_id: number
    miles: number
    fare: number
    departed_at: Time
  }
  awards: { player_id: number; kind: string; ref: string; coins: number; at: Time }
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>
export type New<T extends keyof Tables> = Insertable<Tables[T]>
