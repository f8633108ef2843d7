import { prepare, type Reader, type Tx } from './connection.ts'
import type { DocumentKind } from './tables.ts'

const oneQuery = prepare((db, p: { kind: DocumentKind; ref: string }) =>
  db.selectFrom('documents').selectAll().where('kind', '=', p.kind).where('ref', '=', p.ref),
)

/** What editors wrote about a city (by slug) or a country (by code); undefined when nobody did. */
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
        eb.and([eb('kind', '=', 'country'), eb('ref', '=', p.country)]),
      ]),
    ),
)

/** What there is to read in a city: about itself and about its country; '' where nobody wrote anything. */
export async function ofCity(db: Reader, city: { slug: string; country: string | null }) {
  const rows = await ofCityQuery(db, { slug: city.slug, country: city.country ?? '' })
  const body = (kind: DocumentKind) => rows.find((row) => row.kind === kind)?.body ?? ''
  return { city: body('city'), country: body('country') }
}

/** Saves over the version the editor had loaded (0: none); false when somebody else's newer one stands there. */
export async function save(
  tx: Tx,
  { kind, ref, version, body }: { kind: DocumentKind; ref: string; version: number; body: string },
  by: { editor: number | null; now: number },
): Promise<boolean> {
  const known = await about(tx, kind, ref)
  if ((known?.version ?? 0) !== version) return false
  const written = { body, updated_by: by.editor, updated_at: by.now }
  if (known) {
    const set = { ...written, version: version + 1 }
    await tx.updateTable('documents').set(set).where('id', '=', known.id).execute()
  } else {
    await tx
      .insertInto('documents')
      .values({ kind, ref, ...written })
      .execute()
  }
  return true
}
