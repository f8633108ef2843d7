import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Services } from '../../shared/web/context.ts'
import { type Site, startApp } from '../client.ts'

const { config } = await import('../../shared/config.ts')
const batches = await import('../../shared/db/batches.ts')
const players = await import('../../shared/db/players.ts')
const { workOn } = await import('../../admin/batching.ts')
const { readQuestions } = await import('../../admin/question-files.ts')
const { outcomeOf } = await import('../../admin/question-imports.ts')

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

  test('go out and come back in each format without a loss', async () => {
    const before = await everything()
    assert.ok(before.length > 6000)
    const files = new Map<'csv' | 'gift' | 'json', string>()
    for (const format of ['csv', 'gift', 'json'] as const) {
      const { text } = await editor.get(`/admin/questions/export?format=${format}`)
      files.set(format, text)
      const page = await editor.post('/admin/imports', { file: new File([text], `all.${format}`) })
      const id = Number(/imports\/(\d+)/.exec(page.location)![1])
      await workOn(site.services, id)
      const count = await batches.countByState(site.db, id)
      assert.deepEqual(count, { new: 0, ready: 0, same: before.length, wrong: 0, done: 0, left: 0 }, format)
    }
    const partOf = new Map<number, string>()
    for (const { id } of await site.db.selectFrom('categories').select('id').execute())
      partOf.set(id, (await editor.get(`/admin/questions/export?format=gift&category=${id}`)).text)
    await site.write(async (tx) => {
      for (const table of ['question_cities', 'question_photos', 'question_versions', 'questions'] as const)
        await tx.deleteFrom(table).execute()
    })
    const editorLike = (await players.byId(site.db, editor.id))!
    const byKey = new Map(before.map((one) => [one.key, one]))
    for (const [format, text] of files) {
      for await (const read of readQuestions(bytes(text), format)) {
        assert.equal(read.problem, undefined)
        const outcome = await outcomeOf(site.db, read.question!, editorLike)
        assert.equal(outcome.problem, undefined)
        assert.ok('content' in outcome)
        const { content, state, key } = outcome
        const { cities: _, ...was } = byKey.get(key!)!
        const alternatives = JSON.stringify(content.alternatives)
        assert.deepEqual({ ...content, alternatives, state, key }, was)
      }
    }
    const most = Map.groupBy(before, (one) => one.category_id)
    const [category, some] = [...most].toSorted(([, one], [, other]) => other.length - one.length)[0]!
    assert.ok(some.length > 1000)
    const page = await editor.post('/admin/imports', { file: new File([partOf.get(category)!], 'some.gift') })
    const id = Number(/imports\/(\d+)/.exec(page.location)![1])
    await workOn(site.services, id)
    assert.match((await editor.get(`/admin/imports/${id}`)).text, /A backup is made first/)
    await editor.post(`/admin/batches/${id}/start`)
    await workOn(site.services, id)
    assert.deepEqual(await everything(), some)
    const { backup } = (await batches.byId(site.db, id))!
    assert.ok(existsSync(join(config.backups, backup, 'aroundtheworld.db')))
    assert.ok((await editor.get(`/admin/imports/${id}`)).text.includes(backup))
  })

  async function* bytes(text: string) {
    yield new TextEncoder().encode(text)
  }
})
