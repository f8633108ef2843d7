import * as complaints from '../../shared/db/complaint-lists.ts'
import * as errors from '../../shared/db/errors.ts'
import * as feedback from '../../shared/db/feedback.ts'
import * as regenerations from '../../shared/db/regenerations.ts'
import * as waiting from '../../shared/db/waiting.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import { DAY_MS } from '../../shared/rules/weeks.ts'
import type { Context } from '../../shared/web/context.ts'

/** Something that waits for somebody: how often, what it is called (one, many), and where it is seen to. */
export interface Wait {
  n: number
  words: [string, string]
  href: string
}

const IMPORTS_MS = 30 * DAY_MS

/** All that waits for this person and is counted; the order is that of the page. */
export async function waitsFor(ctx: Context): Promise<Wait[]> {
  const all = [...(await fromPlayers(ctx)), ...(await ofPhotos(ctx)), ...(await ofWork(ctx))]
  return all.filter(({ n }) => n > 0)
}

async function fromPlayers({ db, player }: Context): Promise<Wait[]> {
  const open = await complaints.countOpen(db, player.country)
  const said = (kind: keyof typeof open, words: [string, string]) => ({
    n: open[kind],
    words,
    href: `/admin/complaints?kind=${kind}&state=open`,
  })
  return [
    said('question', ['question that is said to be wrong', 'questions that are said to be wrong']),
    said('message', ['message that somebody minds', 'messages that somebody minds']),
    said('name', ['name that somebody minds', 'names that somebody minds']),
    {
      n: isEditor(player) ? await feedback.countOpen(db) : 0,
      words: ['piece of feedback to read', 'pieces of feedback to read'],
      href: '/admin/feedback?state=open',
    },
  ]
}

const WORDS = { alt: 'alternative text', author: 'an author', licence: 'a licence' } as const

async function ofPhotos({ db, player }: Context): Promise<Wait[]> {
  const owner = isEditor(player) ? null : player.id
  const missing = (Object.keys(WORDS) as (keyof typeof WORDS)[]).map(async (what): Promise<Wait> => {
    const words = `in use without ${WORDS[what]}`
    return {
      n: await waiting.countPhotosWithout(db, what, owner),
      words: [`photo ${words}`, `photos ${words}`],
      href: `/admin/photos?missing=${what}&use=used`,
    }
  })
  return await Promise.all(missing)
}

async function ofWork({ db, player, now }: Context): Promise<Wait[]> {
  const imports: Wait = {
    n: await waiting.countImports(db, isEditor(player) ? null : player.id, now - IMPORTS_MS),
    words: ['import with lines in quarantine', 'imports with lines in quarantine'],
    href: '/admin/imports',
  }
  if (!isEditor(player)) return [imports]
  const [run] = await regenerations.list(db)
  return [
    imports,
    {
      n: run?.failed.length ?? 0,
      words: ['photo that could not be made again', 'photos that could not be made again'],
      href: '/admin/regenerations',
    },
    {
      n: await errors.countOpen(db),
      words: ['error in browsers', 'errors in browsers'],
      href: '/admin/errors',
    },
  ]
}
