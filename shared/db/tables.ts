import type { Generated, Insertable, Selectable } from 'kysely'
import type { FlightClass } from '../rules/fares.ts'
import type { Outcome } from '../rules/points.ts'
import type { Role } from '../rules/roles.ts'

/** Times are integer milliseconds since 1970 (UTC). Flags are 0 or 1. Points are integer tenths. */
type Time = number
export type Flag = 0 | 1

export type QuestionState = 'draft' | 'published' | 'retired'
export type DocumentKind = 'city' | 'country' | 'category' | 'ambassador'
export type BatchState = 'reading' | 'checking' | 'ready' | 'running' | 'cancelled' | 'finished'
/** What becomes of one item: read, found fit, like what is there, unfit, done, or left out when its turn came. */
export type ItemState = 'new' | 'ready' | 'same' | 'wrong' | 'done' | 'left'
export type Act = 'added' | 'changed' | 'removed' | 'done'
export type Turn = 0 | 90 | 180 | 270
export type FrameKind = 'blur' | 'tiles'

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
    /** The name as rules/names.ts folds it: what two players may not share. */
    name_key: string
    /** Hash of the token of the browser that began: its second click at the start is no second player. */
    begun_by: string | null
    miles: Generated<number>
    must_change_password: Generated<Flag>
    created_at: Time
    /** Nobody can sign in to a closed account. */
    closed_at: Generated<Time | null>
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
    /** 1: only players who have signed up may fly there. */
    locked: Generated<Flag>
    version: Generated<number>
  }
  /** The countries whose questions a city offers: its own, the land neighbours, the nearest (rules/reach.ts). */
  city_countries: { city_id: number; country: string }
  categories: {
    id: Generated<number>
    slug: string
    name: string
    description: string
    position: number
    version: Generated<number>
  }
  /** Where a photo was taken, such as the site of a landmark. */
  places: {
    id: Generated<number>
    name: string
    country: string
    lat: number
    lng: number
    version: Generated<number>
  }
  /** Markdown about a city or a category (`ref` is the slug), a country or from its ambassador (the code). */
  documents: {
    id: Generated<number>
    kind: DocumentKind
    ref: string
    body: string
    version: Generated<number>
    updated_by: number | null
    updated_at: Time
  }
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
    /** JSON list of the ids of up to four photos; with four each shows the alternative of its place. */
    photos: Generated<string>
    saved_by: number | null
    saved_at: Time
  }
  /** Where a published question is offered. Rows exist only while it is published. */
  question_cities: { city_id: number; category_id: number; question_id: number }
  photos: {
    id: Generated<number>
    sha256: string
    /** Names what the derivatives were made with (media/pipeline.ts); part of their URL. */
    recipe: string
    format: string
    /** Pixels of the picture as it is shown: upright, and turned. */
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
    place_id: Generated<number | null>
    created_by: number | null
    created_at: Time
    version: Generated<number>
    /** Degrees clockwise that an editor turned it by, after it was set upright. */
    turn: Generated<Turn>
    /** What must stay in sight when the picture is cut: per cent from the left and from the top, of the turned picture. */
    focal_x: Generated<number>
    focal_y: Generated<number>
    /** The file that was replaced last, kept so that it can be brought back. */
    previous: Generated<string | null>
    deleted_at: Generated<Time | null>
    deleted_by: Generated<number | null>
  }
  /** Files that no row shows yet, or no more: by the beginning of their keys in the store (media/store.ts). */
  leftovers: {
    key: string
    /** Number of the dashboard process that wrote them. */
    worker: number
    /** 1: being removed at this moment. */
    removing: Generated<Flag>
    at: Time
  }
  /** What a picture detective gets to see, one after another; the last one is sharp. */
  frames: {
    photo_id: number
    position: number
    kind: FrameKind
    /** Random, so that nobody guesses the next one. */
    name: string
    width: number
    height: number
  }
  /** One run through all photos whose files were made with other options than the present ones. */
  regenerations: {
    id: Generated<number>
    state: 'running' | 'cancelled' | 'finished'
    /** Number of the dashboard process that works. */
    worker: number
    total: number
    done: Generated<number>
    /** JSON list of photos that could not be made, each with the reason (db/regenerations.ts). */
    failed: Generated<string>
    /** The photo that was looked at last: they are taken in the order of their ids. */
    last_id: Generated<number>
    started_by: number | null
    started_at: Time
    ended_at: Generated<Time | null>
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
    class: Generated<FlightClass>
    departed_at: Time
  }
  awards: {
    id: Generated<number>
    player_id: number
    kind: string
    ref: string
    coins: number
    at: Time
    seen_at: Generated<Time | null>
  }
  /** How one player liked one question, once for each answer. */
  ratings: {
    job_id: number
    slot: number
    player_id: number
    question_id: number
    version: number
    /** 1–5. */
    stars: number
    at: Time
  }
  /** What a player says is wrong: with a question that was answered, a message on a wall, or somebody's name. */
  complaints: {
    id: Generated<number>
    kind: 'question' | 'message' | 'name'
    player_id: number
    job_id: Generated<number | null>
    slot: Generated<number | null>
    question_id: Generated<number | null>
    message_id: Generated<number | null>
    /** Who wrote the message or bears the name. */
    about_id: Generated<number | null>
    /** The words it is about, as they stood then. */
    said: string
    reason: string
    text: string
    state: Generated<'open' | 'accepted' | 'dismissed'>
    at: Time
    closed_by: Generated<number | null>
    closed_at: Generated<Time | null>
  }
  /** The walls of the cities. */
  messages: {
    id: Generated<number>
    city_id: number
    player_id: number
    text: string
    /** Whole UTC days since 1970: the same words in the same city are one message a day. */
    day: number
    at: Time
    hidden_by: Generated<number | null>
    hidden_at: Generated<Time | null>
  }
  feedback: {
    id: Generated<number>
    player_id: number
    /** The path it was written on. */
    page: string
    text: string
    state: Generated<'open' | 'closed'>
    at: Time
    closed_by: Generated<number | null>
    closed_at: Generated<Time | null>
  }
  /** One link a player, by which others become friends. */
  invitations: { code: string; player_id: number; at: Time }
  /** Both ways: a friendship is two rows. */
  friendships: { player_id: number; friend_id: number; at: Time }
  /** The cities a player has been in, how often, and the coins earned by jobs there. */
  visits: { player_id: number; city_id: number; first_at: Time; times: number; coins: Generated<number> }
  /** What the jobs a player finished in a city earned, by category: how often, in all and at best. */
  works: {
    player_id: number
    city_id: number
    category_id: number
    times: number
    coins: number
    best: number
  }
  /** Many changes that an editor began as one: a bulk action, an import, or the undoing of either. */
  batches: {
    id: Generated<number>
    kind: 'bulk' | 'import' | 'undo'
    /** What is done, for the person: “Publish questions”, or the name of the file. */
    title: string
    /** Names the work (admin/batches/batch-works.ts): `question.publication`. */
    action: Generated<string>
    /** What the action was given, such as the id of a category; of an import the format, '' until the file is read to its end. */
    input: Generated<string>
    state: BatchState
    /** Number of the dashboard process that works. */
    worker: number
    total: Generated<number>
    /** Items passed in the present state. */
    done: Generated<number>
    /** Position (of an undo: audit id) that was worked on last. */
    last: Generated<number>
    undoes: Generated<number | null>
    /** Name of the backup that was made first. */
    backup: Generated<string>
    /** What ended it, when it was no person. */
    problem: Generated<string>
    started_by: number
    started_at: Time
    ended_at: Generated<Time | null>
  }
  batch_items: {
    batch_id: number
    position: number
    /** The record; '' when it is to be added. */
    ref: Generated<string>
    /** Of the file. */
    line: Generated<number | null>
    /** What the line says, as JSON. */
    data: Generated<string>
    /** Of the record when it was checked: another one meanwhile is left alone. */
    version: Generated<number | null>
    state: Generated<ItemState>
    problem: Generated<string>
  }
  /** Who did what: one row for each change staff make to a record. Never changed, never deleted. */
  audit: {
    id: Generated<number>
    at: Time
    editor_id: number
    kind: string
    ref: string
    /** As the record was called then. */
    name: string
    act: Act
    /** Of the record, after it. */
    version: number | null
    /** JSON of the fields that changed; of all of them when the record was added or removed. */
    before: string | null
    after: string | null
    batch_id: number | null
    /** The row that this one takes back. */
    undoes: number | null
    /** X-Request-Id: what leads to the log. */
    request: string
  }
  news: {
    id: Generated<number>
    title: string
    /** Markdown. */
    body: string
    published_at: Time | null
    version: Generated<number>
    created_by: number | null
    created_at: Time
  }
  /** What broke in players' browsers, alike ones in one row. */
  errors: {
    id: Generated<number>
    /** sha256 of what makes two of them the same. */
    fingerprint: string
    message: string
    source: string
    page: string
    browser: string
    n: Generated<number>
    first_at: Time
    last_at: Time
    closed_by: number | null
    closed_at: Time | null
  }
  /** Counts that would cost a scan: players on a `route:from-to`, holders of an `award:kind`. */
  counters: { name: string; n: number }
  /** Known to this installation alone. */
  secrets: { name: 'arrivals'; value: string }
  /** Everything earned, for the leaderboards: `period` is ever or a week such as 2026-W47. */
  earnings: { player_id: number; period: string; untimed: Flag; coins: number }
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>
export type New<T extends keyof Tables> = Insertable<Tables[T]>
