import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Tx } from '../../shared/db/connection.ts'
import type { Client, Page, Site } from '../client.ts'

export const WORDS = {
  photo_title: 'A test',
  photo_alt: 'Coloured fields',
  photo_author: 'Ada',
  photo_licence: 'CC BY 4.0',
  photo_source: '',
  photo_description: '',
  photo_place: '',
}

/** No two of them are the same photo. */
let photos = 0

const sentences = ({ status, text }: Page) =>
  `${status}: ${[...text.matchAll(/class="error"[^>]*>([^<]*)/g)].map((one) => one[1]).join(' ')}`

/** What tests of photos do again and again, as the person whose browser this is. */
export function photoDesk(site: Site, client: Client) {
  const jpeg = (width = 90, height = 60, background = '#c84') =>
    sharp({ create: { width, height, channels: 3, background } })
      .jpeg()
      .withExif({ IFD0: { Make: `Camera ${photos++}` } })
      .toBuffer()

  async function bring(bytes?: Buffer): Promise<number> {
    const photo_file = new File([new Uint8Array(bytes ?? (await jpeg()))], 'photo.jpg')
    const page = await client.post('/admin/photos', { ...WORDS, photo_file })
    const id = Number(/photos\/(\d+)/.exec(page.location)?.[1])
    if (!id) throw new Error(sentences(page))
    return id
  }

  const row = (id: number) =>
    site.db.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  /** The files players get of the photo as it is now. */
  async function filesOf(id: number): Promise<string[]> {
    const { sha256, recipe } = await row(id)
    const folder = join(process.env.DATA_DIR!, 'www/media', sha256.slice(0, 2), sha256)
    const names = readdirSync(folder).filter((name) => name.startsWith(recipe))
    return names.map((name) => join(folder, name))
  }

  async function draft(): Promise<Record<string, string>> {
    const category = await site.db
      .selectFrom('categories')
      .select('id')
      .where('slug', '=', 'tour-guide')
      .executeTakeFirstOrThrow()
    return {
      text: `Which river is in picture ${photos++}?`,
      alternative0: 'Loire',
      alternative1: 'Seine',
      alternative2: 'Rhône',
      alternative3: '',
      answer: '1',
      value: '2',
      seconds: '10',
      category: String(category.id),
      subject: 'country:FR',
      did_you_know: '',
      source: 'An atlas',
      source_date: '2026-01-31',
      verify_by: '2029-01-31',
      notes: '',
    }
  }

  /** The id of a question with the photo. */
  async function ask(id: number, fields: Record<string, string | number> = {}): Promise<number> {
    const page = await client.post('/admin/questions', { ...(await draft()), photo1_id: id, ...fields })
    const question = Number(/questions\/(\d+)/.exec(page.location)?.[1])
    if (!question) throw new Error(sentences(page))
    return question
  }

  const edit = async (question: number, fields: Record<string, string | number>) =>
    await client.post(`/admin/questions/${question}`, { ...(await draft()), version: 1, ...fields })

  /** Hangs the photo in a city, at the end of its photos or in place of them. */
  async function hang(id: number, slug: string, first = false): Promise<void> {
    const { id: city_id } = await cityBy(slug)
    await site.write(async (tx) => {
      if (first) await tx.deleteFrom('city_photos').where('city_id', '=', city_id).execute()
      const position = first ? 0 : 1000 + id
      await tx.insertInto('city_photos').values({ city_id, position, photo_id: id }).execute()
    })
  }

  const cityBy = (slug: string) =>
    site.db.selectFrom('cities').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow()

  /** Address and fields of a city's form, as one that is opened now sends them. */
  async function cityForm(slug: string, fields: Record<string, string | File>) {
    const { id, name, airport, population, timezone, version } = await cityBy(slug)
    const words = { name, airport, population: String(population ?? ''), timezone, version }
    return [`/admin/cities/${id}`, { ...words, ...fields }] as const
  }

  /** Sends a form, and has something else happen between its last read, which this is the words of, and its write. */
  async function meanwhile(
    form: () => Promise<Page>,
    lastRead: RegExp,
    change: (tx: Tx) => Promise<unknown>,
  ) {
    let sent: Promise<Page> | undefined
    await site.write(async (tx) => {
      site.queries.length = 0
      sent = form()
      const turn = () => new Promise(setImmediate)
      while (!site.queries.some((query) => lastRead.test(query))) await turn()
      for (let i = 0; i < 20; i++) await turn()
      await change(tx)
    })
    return (await sent)!
  }

  const framesOf = (id: number) =>
    site.db.selectFrom('frames').selectAll().where('photo_id', '=', id).execute()

  /** What the dashboard does by itself, so much later. */
  async function tidy(later: number) {
    const { clean, purge } = await import('../../admin/photos/photo-cleaning.ts')
    const now = site.clock.now + later
    await purge({ db: site.db, write: site.write, now })
    await clean({ write: site.write, now }, 'old')
  }

  return { meanwhile, framesOf, tidy, jpeg, bring, row, filesOf, draft, ask, edit, hang, cityForm }
}
