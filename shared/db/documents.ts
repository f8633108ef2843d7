import { sql } from 'kysely'
import * as audit from './audit.ts'
import type { Reader, Tx } from './connection.ts'
import { held } from './content.ts'
import { type Cursor, contains, page } from './pages.ts'
import { prepare } from './prepare.ts'
import type { DocumentKind } from './tables.ts'

const oneQuery = prepare((db, p: { kind: DocumentKind; ref: string }) =>
  db.selectFrom('documents').selectAll().where('kind', '=', p.kind).where('ref', '=', p.ref),
)

/** What is written about a city or a category (by slug), a country or by its ambassador (by code); undefined when nothing is. */
export async function about(db: Reader | Tx, kind: DocumentKind, ref: string) {
  return (await oneQuery(db, { kind, ref }))[0]
}

const ofCityQuery = prepare((db, p: { slug: string; country: string }) =>
  db
    .selectFrom('documents')
    .select(['kind', 'body'])
    .where((eb) =>
      eb.or([
        eb.and([eb('kind', '=', 'city'), eb('ref', '=', p.slug)]),
        eb.and([eb('kind', 'in', ['country', 'ambassador']), eb('ref', '=', p.country)]),
      ]),
    ),
)

/** What there is to read in a city: about itself, about its country, and by its ambassador; '' where nobody wrote anything. */
export async function ofCity(db: Reader, city: { slug: string; country: string | null }) {
  return await inCity(db, `${city.slug}/${city.country ?? ''}`)
}

const inCity = held(async (db, key: string) => {
  const [slug, country] = key.split('/') as [string, string]
  const rows = await ofCityQuery(db, { slug, country })
  const body = (kind: DocumentKind) => rows.find((row) => row.kind === kind)?.body ?? ''
  return { city: body('city'), country: body('country'), ambassador: body('ambassador') }
})

/** The document with its version and all its fields; undefined when nobody wrote one. */
export async function present(db: Reader | Tx, kind: DocumentKind, ref: string) {
  const known = await about(db, kind, ref)
  if (!known) return
  const name = (await subject(db, kind, ref))?.name ?? ref
  return { version: known.version, name, fields: { kind, ref, body: known.body } }
}

interface Written {
  kind: DocumentKind
  ref: string
  version: number
}

/** Saves over the version the editor had loaded (0: none); false when somebody else's newer one stands there. */
export async function save(
  tx: Tx,
  { kind, ref, version, body }: Written & { body: string },
  by: audit.By | audit.House,
): Promise<boolean> {
  const known = await about(tx, kind, ref)
  if ((known?.version ?? 0) !== version) return false
  const written = { body, updated_by: by.editor, updated_at: by.now }
  const saved = known ? version + 1 : (await audit.lastVersion(tx, 'document', refOf(kind, ref))) + 1
  if (known) {
    const set = { ...written, version: saved }
    await tx.updateTable('documents').set(set).where('id', '=', known.id).execute()
  } else {
    await tx
      .insertInto('documents')
      .values({ kind, ref, version: saved, ...written })
      .execute()
  }
  await note(tx, by, { kind, ref, version: saved }, known?.body, body)
  return true
}

/** Takes away what was written; false when the version is not the newest. */
export async function remove(tx: Tx, { kind, ref, version }: Written, by: audit.By): Promise<boolean> {
  const known = await about(tx, kind, ref)
  if (known?.version !== version) return false
  await tx.deleteFrom('documents').where('id', '=', known.id).execute()
  await note(tx, by, { kind, ref, version }, known.body)
  return true
}

/** What the audit calls a document by. */
export const refOf = (kind: DocumentKind, ref: string) => `${kind}/${ref}`

/** A document as the audit keeps it. */
export type DocumentFields = { kind: DocumentKind; ref: string; body: string }

async function note(
  tx: Tx,
  by: audit.By | audit.House,
  { kind, ref, version }: Written,
  before?: string,
  after?: string,
) {
  if (by.editor === null) return
  const name = (await subject(tx, kind, ref))?.name ?? ref
  const fields = (body?: string) => (body === undefined ? undefined : { kind, ref, body })
  const change = { kind: 'document', ref: refOf(kind, ref), name, version }
  await audit.note(tx, by, { ...change, before: fields(before), after: fields(after) })
}

export interface DocumentFilter {
  words?: string
  kind?: DocumentKind
  /** True: those nobody wrote yet; false: those that are there. */
  missing?: boolean
}

/** Everything there could be a document about: cities and categories by slug, countries and their ambassadors by code. */
const subjects = sql<{ kind: DocumentKind; ref: string; name: string; country: string | null }>`(
  select 'city' as kind, slug as ref, name, country from cities
  union all select 'country', iso2, name, iso2 from countries
  union all select 'ambassador', iso2, name, iso2 from countries
  union all select 'category', slug, name, null from categories)`

/** One page of all documents, written or missing, by name. `owner` is the ambassador's country, null for who may see all. */
export async function list(db: Reader, owner: string | null, filter: DocumentFilter, cursor?: Cursor) {
  const numbered = db
    .selectFrom(subjects.as('subjects'))
    .selectAll()
    .select(sql<number>`row_number() over (order by name, kind)`.as('id'))
  let query = db
    .selectFrom(numbered.as('about'))
    .leftJoin('documents', (join) =>
      join.onRef('documents.kind', '=', 'about.kind').onRef('documents.ref', '=', 'about.ref'),
    )
    .leftJoin('players', 'players.id', 'documents.updated_by')
    .select([
      'about.kind',
      'about.ref',
      'about.name',
      'body',
      'updated_at',
      'players.name as updated_by_name',
    ])
  if (owner) query = query.where('about.country', '=', owner)
  if (filter.kind) query = query.where('about.kind', '=', filter.kind)
  if (filter.missing !== undefined)
    query = query.where(sql<boolean>`(coalesce(body, '') = '') = ${filter.missing ? 1 : 0}`)
  if (filter.words)
    query = query.where(
      sql<boolean>`(about.name like ${contains(filter.words)} escape '\\' or body like ${contains(filter.words)} escape '\\')`,
    )
  return await page(query, 'about', { column: 'about.name', descending: false }, cursor)
}

/** What a document is about; undefined when there is no such thing. */
export async function subject(db: Reader | Tx, kind: DocumentKind, ref: string) {
  return await db
    .selectFrom(subjects.as('subjects'))
    .selectAll()
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .executeTakeFirst()
}
