import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { titleFrom } from '../../shared/rules/file-names.ts'
import { type Client, type Site, startApp } from '../client.ts'
import { photoDesk } from './photo-desk.ts'

let shade = 0
/** A photo no other test brings. */
const picture = async (width = 400) => {
  const create = { width, height: 300, channels: 3 as const, background: { r: shade++, g: 90, b: 40 } }
  return await sharp({ create }).png().toBuffer()
}

describe('Many photos at once', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let data: string
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    data = process.env.DATA_DIR!
  })
  after(() => site.close())

  interface File {
    name: string
    bytes: Buffer
  }
  /** Sends the files in one form, as a browser does without JavaScript; with `headers`, as the script. */
  async function send(files: File[], { words = {}, client = editor, headers = {} }: Sent = {}) {
    const form = new FormData()
    for (const [name, value] of Object.entries({ csrf: await client.token(), ...words }))
      form.append(name, value)
    for (const { name, bytes } of files) form.append('photo_file', new File([new Uint8Array(bytes)], name))
    const own = { 'Sec-Fetch-Site': 'same-origin', ...headers }
    return await client.request('/admin/photos', { method: 'POST', headers: own, body: form })
  }
  interface Sent {
    words?: Record<string, string>
    client?: Client
    headers?: Record<string, string>
  }
  const JSON_WANTED = { headers: { Accept: 'application/json' } }

  const photos = () => site.db.selectFrom('photos').selectAll().orderBy('id').execute()
  const newest = async () => (await photos()).at(-1)!
  const media = ({ sha256 }: { sha256: string }) => join(data, 'www/media', sha256.slice(0, 2), sha256)
  const original = ({ sha256 }: { sha256: string }) => join(data, 'originals', sha256.slice(0, 2), sha256)

  test('a title that came twice is no title, and nothing is taken', async () => {
    const before = (await photos()).length
    const form = new FormData()
    const bytes = new Uint8Array(await picture())
    for (const [name, value] of [
      ['csrf', await editor.token()],
      ['photo_title', 'One'],
      ['photo_title', 'Two'],
    ])
      form.append(name!, value!)
    form.append('photo_file', new File([bytes], 'one.png'))
    const headers = { 'Sec-Fetch-Site': 'same-origin' }
    const page = await editor.request('/admin/photos', { method: 'POST', headers, body: form })
    assert.equal(page.status, 422)
    assert.equal((await photos()).length, before)
  })

  test('each file gets its own answer: photos, a sentence why not, and those that were here', async () => {
    const before = (await photos()).length
    const good = await picture()
    const page = await send(
      [
        { name: 'Eiffel_tower.jpg', bytes: good },
        { name: 'notes.jpg', bytes: Buffer.from('just words') },
        { name: 'copy.jpg', bytes: good },
        { name: 'large.jpg', bytes: Buffer.alloc(25_000_001) },
        { name: 'Louvre.png', bytes: await picture() },
      ],
      { words: { photo_author: 'Ada', photo_licence: 'CC BY 4.0' } },
    )
    assert.equal(page.status, 200)
    assert.match(page.text, /3 of 5 are here\. 2 were not taken\./)
    const rows = page.text.match(/<li>\s*<(img|span) class="thumb.+?<\/li>/gs) ?? []
    const [tower, notes, copy, large, louvre] = rows as [string, string, string, string, string]
    assert.match(
      tower,
      /Eiffel_tower\.jpg.+in all its sizes, as “Eiffel tower”.+href="\/admin\/photos\/\d+"/s,
    )
    assert.match(notes, /notes\.jpg.+not a photo that can be used/s)
    assert.match(copy, /copy\.jpg.+was here already/s)
    assert.match(large, /large\.jpg.+larger than 25 MB/s)
    assert.match(louvre, /as “Louvre”/)
    assert.match(page.text, /value="Ada"/, 'the words stand there for the next ones')
    const added = (await photos()).slice(before)
    assert.deepEqual(
      added.map(({ title, alt, author, licence, created_by }) => ({
        title,
        alt,
        author,
        licence,
        created_by,
      })),
      ['Eiffel tower', 'Louvre'].map((title) => ({
        title,
        alt: '',
        author: 'Ada',
        licence: 'CC BY 4.0',
        created_by: editor.id,
      })),
    )
    assert.deepEqual(readdirSync(join(data, 'incoming', '0')), [])
  })

  test('when none is taken the page says so, and that it failed', async () => {
    const bytes = Buffer.from('just words')
    const page = await send([
      { name: 'a.jpg', bytes },
      { name: 'b.jpg', bytes },
    ])
    assert.equal(page.status, 422)
    assert.match(page.text, /0 of 2 are here\. 2 were not taken\./)
  })

  test('a script gets the same as JSON, for good and for bad', async () => {
    const bytes = await picture()
    const taken = JSON.parse((await send([{ name: 'IMG_1.jpg', bytes }], JSON_WANTED)).text)
    const { id, sha256, recipe } = await newest()
    const thumb = `/media/${sha256.slice(0, 2)}/${sha256}/${recipe}-thumb.jpg`
    assert.deepEqual(taken, { arrivals: [{ name: 'IMG_1.jpg', known: false, id, title: 'IMG 1', thumb }] })
    assert.equal((await editor.get(thumb)).status, 200)
    const known = JSON.parse((await send([{ name: 'again.jpg', bytes }], JSON_WANTED)).text)
    assert.deepEqual(known, { arrivals: [{ name: 'again.jpg', known: true, id, title: 'IMG 1', thumb }] })
    const bad = await send([{ name: 'bad.jpg', bytes: Buffer.from('words') }], JSON_WANTED)
    assert.equal(bad.status, 422)
    assert.match(JSON.parse(bad.text).arrivals[0].error, /not a photo/)
  })

  test('a script is told in a sentence what kept its form from being read', async () => {
    const files = [{ name: 'a.jpg', bytes: await picture() }]
    const message = async (sent: Sent, status: number) => {
      const page = await send(files, { ...JSON_WANTED, ...sent })
      assert.equal(page.status, status)
      return JSON.parse(page.text).message as string
    }
    assert.match(await message({ words: { csrf: 'old' } }, 403), /out of date/)
    assert.match(await message({ words: { photo_author: 'A'.repeat(121) } }, 422), /At most 120 characters/)
    assert.match(await message({ client: site.client() }, 401), /not signed in any more/)
  })

  test('bytes that are known are not decoded again, and bring back what was lost or deleted', async () => {
    const bytes = await picture()
    await send([{ name: 'first.jpg', bytes }])
    const photo = await newest()
    for (const folder of [original(photo), media(photo)]) rmSync(folder, { recursive: true })
    const gone = { deleted_at: site.clock.now, deleted_by: editor.id }
    await site.write((tx) => tx.updateTable('photos').set(gone).where('id', '=', photo.id).execute())
    const page = await send([{ name: 'second.jpg', bytes }])
    assert.equal(page.location, `/admin/photos/${photo.id}?note=photo-known`)
    assert.ok(existsSync(original(photo)), 'the original is back')
    assert.equal(existsSync(media(photo)), false, 'nothing was derived')
    assert.deepEqual(await newest(), photo, 'as it was')
  })

  test('an ambassador cannot take bytes that others brought, deleted or not, and is told nothing else of them', async () => {
    const bytes = await picture()
    await send([{ name: 'Secret_plans.jpg', bytes }])
    const photo = await newest()
    const client = await site.as('ambassador', { country: 'FR' })
    const both = [
      { name: 'x.jpg', bytes },
      { name: 'y.jpg', bytes: await picture() },
    ]
    for (const deleted_at of [null, site.clock.now]) {
      await site.write((tx) =>
        tx.updateTable('photos').set({ deleted_at }).where('id', '=', photo.id).execute(),
      )
      const { text } = await send([{ name: 'x.jpg', bytes }], { client, ...JSON_WANTED })
      const error = 'This very file is another photo already, which somebody else brought.'
      assert.deepEqual(JSON.parse(text), { arrivals: [{ name: 'x.jpg', error }] })
      const page = await send(both, { client })
      assert.match(page.text, /1 of 2 are here/)
      assert.doesNotMatch(page.text, /Secret plans/)
      const row = await site.db.selectFrom('photos').selectAll().where('id', '=', photo.id).execute()
      assert.deepEqual(row, [{ ...photo, deleted_at }])
    }
  })

  test('an ambassador brings back a photo of their own by the same bytes, and by no form one of others', async () => {
    const client = await site.as('ambassador', { country: 'FR' })
    const [own, others] = [await picture(), await picture()]
    await send([{ name: 'own.jpg', bytes: own }], { client })
    const { id } = await newest()
    await send([{ name: 'others.jpg', bytes: others }], { words: { photo_title: 'Secret plans' } })
    await site.write((tx) =>
      tx.updateTable('photos').set({ deleted_at: 1 }).where('created_by', 'is not', null).execute(),
    )
    const known = await send([{ name: 'own.jpg', bytes: own }], { client })
    assert.equal(known.location, `/admin/photos/${id}?note=photo-known`)
    const { id: theirs } = await newest()
    const photo1_file = new File([new Uint8Array(others)], 'photo.jpg')
    const words = { photo1_title: 'T', photo1_alt: 'A', photo1_author: 'B', photo1_licence: 'CC0' }
    const desk = photoDesk(site, client)
    for (const next of ['', 'publish']) {
      const page = await client.post('/admin/questions', {
        ...(await desk.draft()),
        ...words,
        photo1_file,
        next,
      })
      assert.equal(page.status, 422)
      assert.match(
        page.text,
        /id="photo1_file-error">This very file is another photo already, which somebody/,
      )
      assert.doesNotMatch(page.text, /Secret plans/)
    }
    assert.equal((await desk.row(theirs)).deleted_at, 1)
  })

  test('an ambassador whose bytes another brings at the same moment does not get that photo', async () => {
    const bytes = await picture()
    const { id: _, ...row } = await newest()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const client = await site.as('ambassador', { country: 'FR' })
    const words = { photo_file: new File([new Uint8Array(bytes)], 'x.png') }
    const page = await photoDesk(site, client).meanwhile(
      () => client.post('/admin/photos', words),
      /from "photos" where "sha256" = \?/,
      (tx) =>
        tx
          .insertInto('photos')
          .values({ ...row, sha256, created_by: editor.id })
          .execute(),
    )
    assert.equal(page.status, 422)
    assert.match(page.text, /which somebody else brought/)
  })

  test('two editors who send the same bytes at the same moment have one photo, and no file too many stays', async () => {
    const other = await startApp('admin')
    try {
      const elsewhere = Object.assign(other.client(), { cookie: editor.cookie })
      const bytes = await picture()
      const before = (await photos()).length
      const both = await Promise.all([
        send([{ name: 'one.jpg', bytes }], { words: { photo_author: 'Ada' } }),
        send([{ name: 'two.jpg', bytes }], { words: { photo_author: 'Bob' }, client: elsewhere }),
      ])
      const rows = await photos()
      assert.equal(rows.length, before + 1)
      const photo = rows.at(-1)!
      for (const { location } of both) assert.ok(location.startsWith(`/admin/photos/${photo.id}?`), location)
      const { clean } = await import('../../admin/photos/photo-cleaning.ts')
      await clean({ write: site.write, now: Date.now() + 2 * 3_600_000 }, 'old')
      const { keysOf } = await import('../../shared/media/urls.ts')
      const kept = keysOf(photo).filter((key) => key.startsWith('media/'))
      assert.deepEqual(readdirSync(media(photo)).sort(), kept.map((key) => key.split('/').at(-1)).sort())
      assert.ok(existsSync(original(photo)))
    } finally {
      await other.close()
    }
  })
})

describe('The list of photos', () => {
  let site: Site
  let editor: Awaited<ReturnType<Site['as']>>
  let proto: Awaited<ReturnType<typeof starter>>
  const starter = () => site.db.selectFrom('photos').selectAll().executeTakeFirstOrThrow()
  before(async () => {
    site = await startApp('admin')
    editor = await site.as('editor')
    proto = await starter()
  })
  after(() => site.close())

  let made = 0
  /** A photo whose files are another's. */
  async function add(words: Partial<Awaited<ReturnType<typeof starter>>> = {}) {
    const { id: _, ...row } = proto
    const sha256 = (++made).toString(16).padStart(64, 'e')
    const own = { title: `Photo ${made}`, created_by: editor.id, ...words, sha256 }
    const query = site.write((tx) =>
      tx
        .insertInto('photos')
        .values({ ...row, ...own })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    return (await query).id
  }
  const shown = async (query: string, client: Client = editor) => {
    const { text } = await client.get(`/admin/photos?${query}`)
    const cards = /<ul class="photo-cards">.+?<\/ul>/s.exec(text)?.[0] ?? ''
    return {
      text,
      cards,
      ids: [...cards.matchAll(/href="\/admin\/photos\/(\d+)"/g)].map(([, id]) => Number(id)),
    }
  }

  test('finds what has no alternative text, no author or no licence, and says so on its card', async () => {
    const without = {
      alt: await add({ alt: '' }),
      author: await add({ author: '' }),
      licence: await add({ licence: '' }),
    }
    for (const [name, id] of Object.entries(without)) {
      const { ids, cards } = await shown(`missing=${name}&mine=1`)
      assert.deepEqual(ids, [id], name)
      assert.match(cards, new RegExp(`chip draft">no ${name === 'alt' ? 'alt text' : name}<`))
    }
  })

  test('finds by licence, by words, and by who brought it; filters go together and stay in the address', async () => {
    const id = await add({ licence: 'CC BY 2.0', title: 'Lighthouse at dusk' })
    await add({ licence: 'CC BY 2.0', title: 'Harbour at dusk', created_by: null })
    assert.deepEqual((await shown('licence=CC+BY+2.0&q=lighthouse')).ids, [id])
    assert.equal((await shown('licence=CC+BY+2.0')).ids.length, 2)
    assert.deepEqual((await shown('licence=CC+BY+2.0&mine=1')).ids, [id])
    assert.match((await shown('licence=CC+BY+2.0&mine=1')).text, /<option value="CC BY 2.0" selected>/)
    assert.match((await shown('licence=CC+BY+2.0&q=nowhere')).text, /Nothing fits/)
  })

  test('finds what is used by a question or a city, and what by none', async () => {
    const [inQuestion, inCity, free] = [await add(), await add(), await add()]
    const question = await site.db.selectFrom('questions').select('id').executeTakeFirstOrThrow()
    const city = await site.db.selectFrom('cities').select('id').executeTakeFirstOrThrow()
    await site.write(async (tx) => {
      const place = { position: 3 }
      await tx.deleteFrom('question_photos').where('question_id', '=', question.id).execute()
      await tx
        .insertInto('question_photos')
        .values({ question_id: question.id, photo_id: inQuestion, ...place })
        .execute()
      await tx.insertInto('city_photos').values({ city_id: city.id, photo_id: inCity, position: 9 }).execute()
    })
    const used = (await shown('use=used&mine=1')).ids
    const unused = (await shown('use=unused&mine=1')).ids
    assert.deepEqual(used, [inCity, inQuestion])
    assert.ok(unused.includes(free) && !unused.includes(inCity) && !unused.includes(inQuestion))
  })

  test('a deleted photo is in no list', async () => {
    const id = await add({ deleted_at: site.clock.now })
    assert.equal((await shown('mine=1')).ids.includes(id), false)
  })

  test('each photo stands on one page, however one goes through them', async () => {
    for (let i = 0; i < 60; i++) await add({ title: 'One of sixty' })
    const seen: number[] = []
    let path = 'q=One+of+sixty'
    for (let pages = 0; path; pages++) {
      assert.ok(pages < 5)
      const { ids, text } = await shown(path)
      seen.push(...ids)
      path = (/rel="next" href="\/admin\/photos\?([^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&')
    }
    assert.equal(seen.length, 60)
    assert.equal(new Set(seen).size, 60)
  })

  test('an ambassador sees what they brought', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    assert.deepEqual((await shown('', ambassador)).ids, [])
    const id = await add({ created_by: ambassador.id })
    assert.deepEqual((await shown('', ambassador)).ids, [id])
  })

  test('up to four of them go into a new question, in the order they were chosen in', async () => {
    const ids = [await add(), await add(), await add(), await add(), await add()]
    const inForm = async (chosen: number[]) => {
      const { text, status } = await editor.get(
        `/admin/questions/new?${chosen.map((id) => `photo=${id}`).join('&')}`,
      )
      assert.equal(status, 200)
      return { text, ids: [...text.matchAll(/name="photo\d_id" value="(\d+)"/g)].map(([, id]) => Number(id)) }
    }
    const four = [ids[2]!, ids[0]!, ids[3]!, ids[1]!]
    assert.deepEqual((await inForm(four)).ids, four)
    assert.deepEqual((await inForm([ids[1]!])).ids, [ids[1]])
    const five = await inForm(ids)
    assert.deepEqual(five.ids, ids.slice(0, 4))
    assert.match(five.text, /at most four photos/)
  })
})

describe('The title a file name makes', () => {
  test('is the name as words, without its ending', () => {
    const titles = {
      'IMG_2041.JPG': 'IMG 2041',
      'Notre-Dame  at_night.jpeg': 'Notre-Dame at night',
      'St. Paul.png': 'St. Paul',
    }
    for (const [name, title] of Object.entries(titles)) assert.equal(titleFrom(name), title)
    for (const name of ['.jpg', '_.png', '']) assert.equal(titleFrom(name), 'Photo')
  })

  test('has nothing in it that cannot be seen or turns the rest around', () => {
    assert.equal(titleFrom('\u202egpj.exe.jpg'), 'gpj.exe')
    assert.equal(titleFrom('Lou\u200bvre.jpg'), 'Louvre')
    for (const name of ['\u200b.jpg', '\ufeff\u2060.png']) assert.equal(titleFrom(name), 'Photo')
  })

  test('is one line of 1 to 120 characters, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
        const title = titleFrom(name)
        assert.ok(title.length >= 1 && title.length <= 120 && title.trim() === title && title.isWellFormed())
      }),
    )
  })
})
