import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Site, startApp } from '../client.ts'
import { addresses, traveller } from './addresses.ts'
import type { Player } from './play.ts'

/** What goes over the wire at most, in bytes, compressed as Nginx does it. The map and the fonts are cached and come once. */
const PAGE = 60_000
const MAP = 30_000
const FONTS = 60_000

let site: Site
let player: Player
before(async () => {
  site = await startApp('app')
  player = await traveller(site)
})
after(() => site.close())

const NGINX_LEVEL = 5

async function weigh(path: string): Promise<number> {
  const page = await player.client.get(path)
  assert.equal(page.status, 200, path)
  return gzipSync(page.text, { level: NGINX_LEVEL }).length
}

async function weighAll(paths: Iterable<string>): Promise<number> {
  let bytes = 0
  for (const path of paths) bytes += await weigh(path)
  return bytes
}

async function fonts(): Promise<string[]> {
  const { text } = await player.client.get('/static/css/base.css')
  return [...text.matchAll(/url\("\.\.(\/fonts\/[^"]+)"\)/g)].map((one) => `/static${one[1]}`)
}

const loads = (text: string, kind: string) =>
  new Set(
    [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].flatMap(([, url]) =>
      url!.includes(kind) ? [url!] : [],
    ),
  )

describe('The weight of the public site', () => {
  test('no page has more than 60 KB of HTML, styles and scripts', async () => {
    for (const path of await addresses(site, player)) {
      const { text } = await player.client.get(path)
      const parts = [path, ...loads(text, '/css/'), ...loads(text, '/js/')]
      assert.ok(parts.length >= 4, `${path} loads ${parts}`)
      const bytes = await weighAll(parts)
      assert.ok(bytes <= PAGE, `${path} weighs ${bytes} bytes`)
    }
  })

  test('the map has at most 30 KB, the fonts 60 KB', async () => {
    assert.ok((await weigh('/static/img/world.svg')) <= MAP)
    const both = await fonts()
    assert.equal(both.length, 2)
    let bytes = 0
    for (const font of both) bytes += (await (await fetch(site.url + font)).arrayBuffer()).byteLength
    assert.ok(bytes <= FONTS, String(bytes))
  })

  test('the fonts are asked for with the page, not only when the styles are there, and once', async () => {
    const { text } = await player.client.get('/')
    const asked = [...text.matchAll(/<link rel="preload" href="([^"]+)" as="font"/g)].map(([, url]) => url)
    assert.deepEqual(asked, await fonts())
  })
})
