import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Client, type Site, startApp } from '../client.ts'
import { addFlight, addPlayer, cells, cityIds } from './goings-on.ts'

const DAY = 86_400_000

let site: Site
let editor: Client
let ids: Map<string, number>
before(async () => {
  site = await startApp('admin')
  editor = await site.as('editor')
  ids = await cityIds(site)
  const { now } = site.clock
  const id = (slug: string) => ids.get(slug)!
  await site.write(async (tx) => {
    const people: number[] = []
    for (const [slug, n] of [
      ['paris', 16],
      ['cairo', 4],
      ['moon', 2],
    ] as const)
      for (let i = 0; i < n; i++) people.push(await addPlayer(tx, now, id(slug)))
    const closed = await addPlayer(tx, now, id('cairo'))
    await tx.updateTable('players').set({ closed_at: now }).where('id', '=', closed).execute()
    const fly = async (from: string, to: string, days: number, times: number) => {
      for (let i = 0; i < times; i++) await addFlight(tx, people[i]!, now - days * DAY, [id(from), id(to)])
    }
    await fly('paris', 'cairo', 2, 6)
    await fly('cairo', 'paris', 20, 4)
    await fly('paris', 'delhi', 6, 5)
    await fly('delhi', 'moon', 400, 1)
  })
})
after(() => site.close())

const map = (query = '') => editor.get(`/admin/reports/map?${query}`)
const routes = async (days = '') => cells(await map(`format=routes&days=${days}`)).slice(1)

/** What the map draws for a title: its width, or its radius. */
const drawn = (text: string, attribute: string, title: string) =>
  Number(new RegExp(`${attribute}="([\\d.]+)"[^>]*><title>${title}</title>`).exec(text)![1])

describe('The map of players and flights', () => {
  test('counts players where they are now, the fullest city first, without closed accounts', async () => {
    const [head, ...rows] = cells(await map('format=cities'))
    assert.deepEqual(head, ['city', 'country', 'players'])
    const staff = await site.db.selectFrom('players').select('id').where('role', '=', 'editor').execute()
    assert.deepEqual(
      rows,
      [
        ['Paris', 'France', '16'],
        ['Cairo', 'Egypt', '4'],
        ['The Moon', '', '2'],
        ['Nomansland', '', String(staff.length)],
      ].toSorted((a, b) => Number(b[2]) - Number(a[2])),
    )
  })

  test('counts flights there and back as of one pair, the most flown first', async () => {
    const pairs = (await routes()).map(([a, b, n]) => [[a, b].sort().join(' '), Number(n)])
    assert.deepEqual(pairs, [
      ['Cairo Paris', 10],
      ['Delhi Paris', 5],
      ['Delhi The Moon', 1],
    ])
  })

  test('counts the flights of the last days when it is asked to', async () => {
    assert.deepEqual(
      (await routes('7')).map((row) => Number(row[2])),
      [6, 5],
    )
    assert.deepEqual(
      (await routes('30')).map((row) => Number(row[2])),
      [10, 5],
    )
    assert.deepEqual(
      (await routes('365')).map((row) => Number(row[2])),
      [10, 5],
    )
    assert.equal((await routes('8')).length, 3)
    assert.match((await map('days=7')).text, /<option value="7" selected>/)
  })

  test('draws circles by area and lines by width', async () => {
    const { text } = await map()
    const [paris, cairo] = [drawn(text, 'r', 'Paris: 16'), drawn(text, 'r', 'Cairo: 4')]
    assert.ok(Math.abs(paris / cairo - 2) < 0.05, `${paris} ${cairo}`)
    const widths = ['[\\w ]+ and [\\w ]+: 10', '[\\w ]+ and [\\w ]+: 5', '[\\w ]+ and [\\w ]+: 1'].map(
      (title) => drawn(text, 'stroke-width', title),
    )
    assert.equal(widths[0], 2 * widths[1]!)
    assert.ok(widths[2]! >= 0.5 && widths[2]! < widths[1]!)
    assert.ok(text.indexOf('Paris: 16</title>') < text.indexOf('Cairo: 4</title>'), 'the smaller on top')
  })

  test('says in words what it shows, and has the numbers beside it', async () => {
    const { text } = await map()
    assert.match(
      text,
      /<title id="traffic-title">\d+ players in 4 cities, and the 3 most flown of 3 pairs of cities</,
    )
    assert.match(text, /role="img" aria-labelledby="traffic-title" aria-describedby="traffic-says"/)
    assert.match(text, />Paris<\/a><\/th><td class="number right">16<\/td>/)
    assert.match(text, /<dt>Flights<\/dt><dd class="figure">16<\/dd>/)
  })

  test('shows a world where nobody flew', async () => {
    site.pass(10 * DAY)
    const { status, text } = await (await site.as('editor')).get('/admin/reports/map?days=7')
    site.pass(-10 * DAY)
    assert.equal(status, 200)
    assert.match(text, /Nobody flew in these days/)
    assert.doesNotMatch(text, /class="lane"/)
  })

  test('is open to an ambassador, and names nobody', async () => {
    const ambassador = await site.as('ambassador', { country: 'FR' })
    const { status, text } = await ambassador.get('/admin/reports/map')
    assert.equal(status, 200)
    assert.doesNotMatch(text, /Traveller \d/)
  })

  test('draws the 200 most flown pairs of more', async () => {
    const all = [...ids.values()]
    const player = (await site.as('player')).id
    await site.write(async (tx) => {
      for (let i = 0; i < 21; i++)
        for (let k = 0; k < i; k++) await addFlight(tx, player, site.clock.now, [all[i]!, all[k]!])
    })
    const { text } = await map()
    assert.equal(text.match(/class="lane"/g)!.length, 200)
    assert.match(text, /the 200 most flown are drawn/)
    assert.ok((await routes()).length >= 210)
    assert.match(text, /The most flown 25; the CSV has all 2\d\d/)
  })
})
