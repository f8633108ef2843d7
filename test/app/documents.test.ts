import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { DocumentKind } from '../../shared/db/tables.ts'
import { type Site, startApp } from '../client.ts'
import { inParis } from './play.ts'

describe('What is written for players', () => {
  let site: Site
  let player: Awaited<ReturnType<Site['as']>>
  before(async () => {
    site = await startApp('app')
    player = await site.as('player')
  })
  after(() => site.close())

  const write = (kind: DocumentKind, ref: string, body: string) =>
    site.write((tx) =>
      tx.insertInto('documents').values({ kind, ref, body, updated_at: site.clock.now }).execute(),
    )

  describe('The page of a job', () => {
    test('says what it is, how many questions there are, and in how many cities one finds it', async () => {
      const { id } = await site.db
        .selectFrom('categories')
        .select('id')
        .where('slug', '=', 'linguist')
        .executeTakeFirstOrThrow()
      const { first } = await site.db
        .selectFrom('questions')
        .select((eb) => eb.fn.min('id').as('first'))
        .where('category_id', '=', id)
        .executeTakeFirstOrThrow()
      await site.write((tx) =>
        tx.updateTable('questions').set({ state: 'retired' }).where('id', '=', first).execute(),
      )
      const all = await site.db
        .selectFrom('question_cities')
        .select('city_id')
        .where('category_id', '=', id)
        .execute()
      const cities = Map.groupBy(all, (row) => row.city_id)
      const open = [...cities.values()].filter((rows) => rows.length >= 10).length
      const { length: questions } = await site.db
        .selectFrom('questions')
        .select('id')
        .where('category_id', '=', id)
        .where('state', '=', 'published')
        .execute()
      await write('category', 'linguist', 'You **listen**. <script>')
      const { text } = await player.get('/categories/linguist')
      const said = text.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')
      assert.ok(open > 0)
      assert.ok(said.includes(`${questions} questions, and work in ${open} cities.`), said)
      assert.match(text, /<strong>listen<\/strong>\. &lt;script&gt;/)
    })

    test('is there for the tutorial, and for a category whose questions are still being written', async () => {
      assert.match((await player.get('/categories/tutorial')).text, /wherever you are/)
      await site.write((tx) =>
        tx
          .insertInto('categories')
          .values({ slug: 'cook', name: 'Cook', description: 'Food.', position: 90 })
          .execute(),
      )
      assert.match((await player.get('/categories/cook')).text, /still being written/)
      assert.equal((await player.get('/categories/emperor')).status, 404)
    })

    test('is linked from the jobs of a city', async () => {
      const { client } = await inParis(site)
      const { text } = await client.get('/cities/paris')
      assert.match(text, /<h3><a href="\/categories\/[\w-]+">/)
    })
  })

  describe('The page of an ambassador', () => {
    test('names who looks after the country, with their words and its cities', async () => {
      const page = () => player.get('/ambassadors/FR')
      assert.match((await page()).text, /Nobody looks after France at present/)
      assert.doesNotMatch((await player.get('/cities/paris')).text, /href="\/ambassadors/)
      await write('ambassador', 'FR', 'Bring *shoes*.')
      assert.match((await player.get('/cities/paris')).text, /href="\/ambassadors\/FR"/)
      const { id, name } = await site.as('ambassador', { country: 'FR' })
      const other = await site.as('ambassador', { country: 'EG' })
      const { text } = await page()
      assert.ok(text.includes(`<a href="/players/${id}">${name}</a>`))
      assert.match(text, /Bring <em>shoes<\/em>\.[\s\S]*href="\/cities\/paris"/)
      assert.ok(!text.includes(other.name))
      assert.doesNotMatch(text, /cities\/cairo/)
    })

    test('is not there for what is no country', async () => {
      for (const code of ['XX', 'fr', 'paris', '%00'])
        assert.equal((await player.get(`/ambassadors/${code}`)).status, 404, code)
    })
  })
})
