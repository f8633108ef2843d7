import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Config } from '../../shared/config.ts'
import { AWARD_KINDS, type AwardKind, awardOf } from '../../shared/rules/awards.ts'
import type { Site } from '../client.ts'
import { startApp } from '../client.ts'
import { begin, inParis, type Player, plain } from './play.ts'

let site: Site
let player: Player
let config: Config
before(async () => {
  site = await startApp('app')
  config = (await import('../../shared/config.ts')).config
  player = await inParis(site)
})
after(() => site.close())

/** Gives the award; gives back the address of its diploma. */
async function diploma(kind: AwardKind, ref = '', to = player): Promise<string> {
  const awards = await import('../../shared/db/awards.ts')
  await site.write((tx) => awards.give(tx, to.id, kind, ref, site.clock.now))
  const [award] = await awards.byRefs(site.db, to.id, [kind], [ref])
  return `/diplomas/${award!.id}`
}

const row = () =>
  site.db.selectFrom('players').selectAll().where('id', '=', player.id).executeTakeFirstOrThrow()

const meta = (text: string, property: string) =>
  plain(new RegExp(`<meta property="${property}" content="([^"]*)"`).exec(text)![1]!)

describe('A diploma', () => {
  test('is open to everybody and says who, what for and when, and nothing else of the player', async () => {
    await player.client.post('/accounts', { email: 'secret@example.org', password: 'nobody may know this' })
    const path = await diploma('left-nomansland')
    const { status, text } = await site.client().get(path)
    assert.equal(status, 200)
    const { name, miles } = await row()
    assert.match(text, /<h1 id="diploma">Left Nomansland<\/h1>/)
    assert.ok(text.includes(`class="diploma-name">${name}<`))
    assert.ok(text.includes(awardOf('left-nomansland').deed))
    assert.match(text, new RegExp(`datetime="${new Date(site.clock.now).toISOString()}"`))
    assert.match(text, new RegExp(`No\\. ${path.split('/')[2]}<`))
    assert.doesNotMatch(text, /secret@example\.org|Paris|coins<|csrf|\/players\//)
    assert.ok(!text.includes(`${miles.toLocaleString('en')} mi`))
  })

  test('of a perfect job names the job and the city, signed by the ambassador of the country when there is one', async () => {
    const path = await diploma('perfect-job', 'cairo/cartographer')
    const before = (await site.client().get(path)).text
    assert.match(before, /class="diploma-what">Cartographer in Cairo, Egypt</)
    assert.match(before, /signature">The Around the World tower</)
    const ambassador = await site.as('ambassador', { country: 'EG' })
    await site.as('ambassador', { country: 'EG' })
    await site.as('editor')
    const { text } = await site.client().get(path)
    assert.ok(text.includes(`signature">${ambassador.name}<`), 'the first ambassador signs')
    assert.match(text, /Ambassador of Egypt/)
    const elsewhere = await diploma('perfect-job', 'delhi/cartographer')
    assert.match((await site.client().get(elsewhere)).text, /The Around the World tower/)
  })

  test('of a perfect tour guide names no city', async () => {
    const { text } = await site.client().get(await diploma('perfect-job', 'tour-guide'))
    assert.match(text, /class="diploma-what">Tour guide</)
    assert.match(text, /The Around the World tower/)
  })

  test('shows its title, words and picture where its address is shared', async () => {
    for (const kind of AWARD_KINDS.filter((one) => one !== 'perfect-job')) {
      const path = await diploma(kind)
      const { text } = await site.client().get(path)
      const { name } = await row()
      assert.equal(meta(text, 'og:url'), config.baseUrl + path)
      assert.ok(text.includes(`<link rel="canonical" href="${config.baseUrl}${path}">`))
      assert.equal(meta(text, 'og:title'), `${awardOf(kind).title}: a diploma for ${name}`)
      assert.ok(meta(text, 'og:description').startsWith(`Awarded to ${name} for ${awardOf(kind).deed}`))
      const picture = new URL(meta(text, 'og:image'))
      assert.equal(picture.origin, config.baseUrl)
      const png = await fetch(new URL(picture.pathname, site.url))
      const bytes = new DataView(await png.arrayBuffer())
      assert.deepEqual([bytes.getUint32(16), bytes.getUint32(20)], [1200, 630], picture.pathname)
      assert.ok(bytes.byteLength < 60_000, `${picture.pathname} is small`)
    }
  })

  test('keeps a name that looks like a tag as it is written', async () => {
    const one = await begin(site)
    const name = `"><b>O'Neil & Co`
    await site.write((tx) => tx.updateTable('players').set({ name }).where('id', '=', one.id).execute())
    const { text } = await site.client().get(await diploma('moon', '', one))
    assert.doesNotMatch(text, /<b>/)
    assert.equal(meta(text, 'og:title'), `To the Moon: a diploma for ${name}`)
  })

  test('can be shared by its owner, and leads everybody else into the game', async () => {
    const path = await diploma('signed-up')
    assert.match((await player.client.get(path)).text, /data-share="[^"]+"[\s\S]*href="\/awards"/)
    const other = await begin(site)
    assert.doesNotMatch((await other.client.get(path)).text, /data-share/)
    assert.match((await site.client().get(path)).text, /href="\/">Travel too/)
  })

  test('that nobody was given is not found', async () => {
    for (const id of ['0', '99999999', '-1', 'x', '1.0', '01', '999999999999999999999', '%00'])
      assert.ok([400, 404].includes((await site.client().get(`/diplomas/${id}`)).status), id)
  })
})
