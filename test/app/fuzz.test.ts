import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Client } from '../client.ts'
import { traveller } from './addresses.ts'
import { open, site } from './forms.ts'
import { checkBooks } from './walks.ts'

before(open)
after(() => site.close())

/** What a place in an address, a parameter or a field may hold that no page of ours would ever send. */
const absurd = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1',
    '2',
    '1e3',
    '1.5',
    '0x1',
    'NaN',
    'null',
    '9'.repeat(15),
    '9'.repeat(400),
  ),
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '[object Object]'),
  fc.constantFrom(
    '\0',
    '\r\nX: y',
    '../../etc/passwd',
    "' or 1=1 --",
    '{{7*7}}',
    '<script>',
    '\u202e',
    '🏳️‍🌈',
  ),
  fc.constantFrom('paris', 'tutorial', 'week', 'FR', 'economy', 'km', 'first', 'rude', 'wrong'),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 4000 }),
)

/** Every name a form of the public site has, and some it has not. */
const NAMES = [
  ...[
    'slot',
    'option',
    'stars',
    'reason',
    'text',
    'category',
    'to',
    'number',
    'class',
    'city',
    'code',
    'newest',
  ],
  ...['email', 'password', 'current', 'next', 'everywhere', 'name', 'units', 'clock', 'page', 'invitation'],
  ...['message', 'source', 'line', 'before', 'sent', '__proto__', 'constructor', 'a[b]', 'toString'],
]
const fields = fc.dictionary(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: absurd }),
  fc.oneof({ weight: 4, arbitrary: absurd }, { weight: 1, arbitrary: fc.array(absurd, { maxLength: 3 }) }),
  { maxKeys: 8 },
)

const encoded = (name: string) => encodeURIComponent(name.toWellFormed())

describe('Whatever is sent', () => {
  let player: Awaited<ReturnType<typeof traveller>>
  let routes: [string, string][]
  before(async () => {
    player = await traveller(site)
    const { open: doors, closed } = await import('../../app/app.ts')
    // Signing out ends what the others need.
    routes = [...doors, ...closed]
      .flat()
      .flatMap(([method, path]) => (path === '/sign-out' ? [] : ([[method, path]] as [string, string][])))
  })

  /** The address with something in each of its places: mostly what is there, so that more than the first check is met. */
  const addressOf = (path: string, place: string) => {
    const known = { id: String(player.job), slug: 'paris', number: '1', name: 'ever', country: 'FR' }
    return path.replace(/:(\w+)/g, (_, name: string) =>
      place === 'known' ? (known[name as 'id'] ?? 'x') : encoded(place),
    )
  }

  async function send(client: Client, [method, path]: [string, string], place: string, form: object) {
    const address = addressOf(path, place)
    if (method === 'POST') return await client.post(address, form as Record<string, string>)
    const query = new URLSearchParams(Object.entries(form).map(([name, value]) => [name, String(value)]))
    return await client.get(`${address}?${query}`)
  }

  test('to any address of the public site, it is no error of ours and the books stay right', async () => {
    const stranger = site.client()
    await fc.assert(
      fc.asyncProperty(
        fc.nat(10_000),
        fc.oneof(fc.constant('known'), absurd),
        fields,
        fc.boolean(),
        async (n, place, form, known) => {
          const route = routes[n % routes.length]!
          const page = await send(known ? player.client : stranger, route, place, form)
          assert.ok(page.status < 500, `${route.join(' ')}: ${page.status}`)
        },
      ),
      { numRuns: 1000 },
    )
    assert.equal((await player.client.get('/')).status, 200, 'the player is still one')
    await checkBooks(site, [player])
  })
})
