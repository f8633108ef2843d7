import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '../shared/config.ts'
import * as photos from '../shared/db/photos.ts'
import { deedOf } from '../shared/rules/licences.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [
  ['GET', '/credits', showCredits],
  ['GET', '/privacy', (ctx) => ctx.render('app/about/privacy')],
]

const credits = JSON.parse(readFileSync(join(config.root, 'shared', 'content', 'credits.json'), 'utf8'))

const PAGE = 200
/** So many titles of one source are named one by one; a larger collection by its first and last. */
const NAMED = 12

async function showCredits(ctx: Context) {
  const part = (name: string) => (typeof ctx.query[name] === 'string' ? ctx.query[name] : '')
  const after = { author: part('author'), licence: part('licence'), source: part('source') }
  const rows = await photos.credits(ctx.db, after, PAGE + 1)
  const shown = rows.slice(0, PAGE)
  ctx.render('app/about/credits', {
    credits,
    authors: byAuthor(shown),
    first: after.author === '',
    more: rows.length > PAGE ? moreAfter(shown.at(-1)!) : undefined,
  })
}

type Credit = Awaited<ReturnType<typeof photos.credits>>[number]

interface Author {
  author: string
  licence: string
  licenceUrl?: string
  sources: { source: string; titles: string[]; collection: boolean }[]
}

/** The rows (in the order of author and licence) as a list of authors, each with what is theirs under one licence. */
function byAuthor(rows: Credit[]): Author[] {
  const authors: Author[] = []
  for (const { author, licence, source, titles } of rows) {
    if (authors.at(-1)?.author !== author || authors.at(-1)?.licence !== licence)
      authors.push({ author, licence, licenceUrl: deedOf(licence), sources: [] })
    authors.at(-1)!.sources.push({ source, titles, collection: titles.length > NAMED })
  }
  return authors
}

const moreAfter = ({ author, licence, source }: Credit) =>
  `/credits?${new URLSearchParams({ author, licence, source })}#pictures`
