import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Site, startApp } from '../client.ts'
import { addAnswers, addPlayers, lines } from './answers.ts'

const PATH = '/admin/reports/authors'

let site: Site
let editor: Awaited<ReturnType<Site['as']>>
before(async () => {
  site = await startApp('admin')
  editor = await site.as('editor')
})
after(() => site.close())

const report = async (search = '', who = editor) => lines((await who.get(`${PATH}?format=csv${search}`)).text)

const eiffel = () =>
  site.db
    .selectFrom('questions')
    .selectAll()
    .where('key', '=', 'landmark:eiffelTower')
    .executeTakeFirstOrThrow()

describe('The report on authors', () => {
  test('knows the starter content, which has no author', async () => {
    const [row, ...others] = await report()
    const { n } = await site.db
      .selectFrom('questions')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    assert.deepEqual(others, [])
    assert.deepEqual(
      [row!.author, row!.published, row!['first answers by others']],
      ['Starter content and imports', String(n), '0'],
    )
  })

  test('counts what an author wrote, what others answered and how they liked it, and the coins', async () => {
    const { id, answer } = await eiffel()
    const author = await site.as('player')
    const others = await addPlayers(site, 40)
    const { moveCoins } = await import('../../shared/db/ledger.ts')
    const keys = ['landmark:petra', 'landmark:colosseum']
    await site.write(async (tx) => {
      await tx.updateTable('questions').set({ author_id: author.id }).where('id', '=', id).execute()
      const more = tx.updateTable('questions').set({ author_id: author.id, state: 'retired' })
      await more.where('key', 'in', keys).execute()
      for (const other of others.slice(0, 7)) {
        const ref = `${id}/${other}`
        await moveCoins(tx, author.id, { coins: 1, reason: 'author', ref, at: 1 })
      }
      await moveCoins(tx, author.id, { coins: 500, reason: 'job', ref: String(id), at: 1 })
    })
    const right = { question: id, outcome: 'right', choice: answer } as const
    const wrong = { question: id, outcome: 'wrong', choice: (answer + 1) % 4 } as const
    const late = { question: id, outcome: 'late', choice: null } as const
    await addAnswers(site, [
      { player: author.id, ...right, stars: 5 },
      ...others.slice(0, 24).map((player) => ({ player, ...right, stars: 4 })),
      ...others.slice(24, 36).map((player) => ({ player, ...wrong, stars: 2 })),
      ...others.slice(36).map((player) => ({ player, ...late })),
      ...others.map((player) => ({ player, ...right })),
    ])
    const row = (await report()).find((one) => one.author === author.name)!
    assert.deepEqual([row.role, row.published, row.draft, row.retired], ['player', '1', '0', '2'])
    assert.deepEqual([row['first answers by others'], row['in time']], ['40', '36'])
    assert.equal(Number(row.right), 24 / 36)
    assert.equal(row.ratings, '36')
    assert.ok(Math.abs(Number(row.stars) - (24 * 4 + 12 * 2) / 36) < 1e-9)
    assert.equal(row['coins earned'], '7')
  })

  test('can be sorted by whatever one likes, and by nothing else', async () => {
    assert.deepEqual(
      (await report('&sort=published')).map((row) => row.author),
      (await report()).map((row) => row.author).toReversed(),
    )
    for (const sort of ['answers', 'published', 'right', 'stars', 'coins', 'name', 'toString'])
      assert.equal((await editor.get(`${PATH}?sort=${sort}`)).status, 200)
    assert.match((await editor.get(`${PATH}?sort=name`)).text, /aria-sort="ascending"/)
  })

  test('counts for an ambassador what was written about their country alone', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const row = (await report('', ambassador)).find(({ role }) => role === 'player')!
    assert.deepEqual([row.published, row.retired, row['coins earned']], ['1', '0', '7'])
    const elsewhere = await site.as('ambassador', { country: 'IT' })
    const [one] = (await report('', elsewhere)).filter(({ role }) => role === 'player')
    assert.deepEqual([one!.published, one!.retired, one!['coins earned']], ['0', '1', '0'])
  })

  test('names nobody so that a spreadsheet would run it', async () => {
    const author = (await report()).find(({ role }) => role === 'player')!.author!
    await site.write((tx) =>
      tx.updateTable('players').set({ name: '=1+1' }).where('name', '=', author).execute(),
    )
    assert.match((await editor.get(`${PATH}?format=csv`)).text, /\r\n'=1\+1,player/)
  })
})
