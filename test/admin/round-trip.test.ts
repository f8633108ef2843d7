import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Services } from '../../shared/web/context.ts'
import { type Site, startApp } from '../client.ts'

const { config } = await import('../../shared/config.ts')
const batchItems = await import('../../shared/db/batch-items.ts')
const batches = await import('../../shared/db/batches.ts')
const { workOn } = await import('../../admin/batches/batching.ts')

const FORMATS = ['gift', 'csv', 'json'] as const

describe('All questions there are', () => {
  let site: Site & { services: Services }
  let editor: Awaited<ReturnType<Site['as']>>
  before(async () => {
    const started = await startApp('admin')
    const { db, write, close, clock } = started
    site = { ...started, services: { db, write, close, clock: () => clock.now } }
    editor = await site.as('editor')
  })
  after(() => site.close())

  const WORDS = [
    'key',
    'category_id',
    'city_id',
    'country',
    'everywhere',
    'state',
    'text',
    'alternatives',
  ] as const
  const MORE = ['answer', 'sorted', 'value', 'seconds', 'did_you_know', 'source', 'source_date'] as const
  const REST = ['verify_by', 'notes'] as const

  /** Each question with its photos and where it is asked, by key. */
  const everything = async () => {
    const rows = await site.db
      .selectFrom('questions')
      .select(['id', ...WORDS, ...MORE, ...REST])
      .orderBy('key')
      .execute()
    const photos = await site.db.selectFrom('question_photos').selectAll().orderBy('position').execute()
    const asked = await site.db.selectFrom('question_cities').selectAll().orderBy('city_id').execute()
    const shown = Map.groupBy(photos, (one) => one.question_id)
    const cities = Map.groupBy(asked, (one) => one.question_id)
    return rows.map(({ id, ...row }) => ({
      ...row,
      photos: (shown.get(id) ?? []).map((one) => one.photo_id),
      cities: (cities.get(id) ?? []).map((one) => one.city_id),
    }))
  }

  const bring = async (file: File) => {
    const page = await editor.post('/admin/imports', { file })
    const id = Number(/imports\/(\d+)/.exec(page.location)![1])
    await workOn(site.services, id)
    return id
  }

  test('go out and come back in each format without a loss', async () => {
    const before = await everything()
    assert.ok(before.length > 6000)
    for (const format of FORMATS) {
      const { text } = await editor.get(`/admin/questions/export?format=${format}`)
      const count = await batchItems.countByState(site.db, await bring(new File([text], `all.${format}`)))
      assert.deepEqual(count, { new: 0, ready: 0, same: before.length, wrong: 0, done: 0, left: 0 }, format)
    }
    const byCategory = [...Map.groupBy(before, (one) => one.category_id)]
    const parts = byCategory.toSorted(([, one], [, other]) => other.length - one.length).slice(0, 3)
    const files = await Promise.all(
      parts.map(async ([category], i) => {
        const { text } = await editor.get(`/admin/questions/export?format=${FORMATS[i]}&category=${category}`)
        return new File([text], `some.${FORMATS[i]}`)
      }),
    )
    await site.write(async (tx) => {
      for (const table of ['question_cities', 'question_photos', 'question_versions', 'questions'] as const)
        await tx.deleteFrom(table).execute()
    })
    const ids = []
    for (const file of files) {
      ids.push(await bring(file))
      await editor.post(`/admin/batches/${ids.at(-1)}/start`)
      await workOn(site.services, ids.at(-1)!)
    }
    const some = new Set(parts.map(([category]) => category))
    assert.deepEqual(
      await everything(),
      before.filter((one) => some.has(one.category_id)),
    )
    assert.ok(parts[0]![1].length > 1000)
    const { backup } = (await batches.byId(site.db, ids[0]!))!
    assert.ok(existsSync(join(config.backups, backup, 'aroundtheworld.db')))
    assert.ok((await editor.get(`/admin/imports/${ids[0]}`)).text.includes(backup))
  })
})
