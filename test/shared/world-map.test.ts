import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { MapCity } from '../../shared/db/cities.ts'
import { drawFlight } from '../../shared/flight-map.ts'
import { MAP } from '../../shared/map.ts'
import { type Dot, drawCities, drawWorld } from '../../shared/world-map.ts'

const content = new URL('../../shared/content/cities.json', import.meta.url)
const cities = (JSON.parse(readFileSync(content, 'utf8')) as MapCity[]).map((city, i) => ({
  ...city,
  id: i + 1,
  locked: city.locked ? (1 as const) : (0 as const),
  times: null,
}))
const city = (slug: string) => cities.find((one) => one.slug === slug)!

const ticket = (to: MapCity, how: { affordable?: boolean; locked?: boolean; fare?: number }) => ({
  city: to,
  fare: 1234,
  affordable: true,
  locked: false,
  href: `/tickets/${to.slug}`,
  ...how,
})
const rich = () => cities.filter((one) => one.slug !== 'paris').map((one) => ticket(one, {}))
const draw = (tickets = rich(), labels?: number) =>
  drawWorld(cities, city('paris').id, [], tickets, labels).dots
const dotOf = (dots: Dot[], slug: string) => dots.find((dot) => dot.city.slug === slug)!

/** The room a label takes with letters as wide as Fraunces draws them. */
function boxOf({ x, y, label }: Dot) {
  const width = label!.text.length * 8.5
  const left = x + label!.dx * 12 - { start: 0, middle: width / 2, end: width }[label!.anchor]
  return { left, right: left + width, top: y + label!.dy * 12 - 9, bottom: y + label!.dy * 12 + 2 }
}

describe('Labels on the map', () => {
  test('never lie on each other, on a dot or beyond the edge, with every city in reach', () => {
    const dots = draw()
    const labelled = dots.filter((dot) => dot.label && !dot.moon)
    assert.ok(labelled.length > 40, `${labelled.length} labels`)
    for (const dot of labelled) {
      const box = boxOf(dot)
      assert.ok(box.left >= -1 && box.right <= MAP.width + 1, dot.label!.text)
      for (const other of dots) {
        const { x, y, r } = other
        const on = x + r > box.left && x - r < box.right && y + r > box.top && y - r < box.bottom
        assert.ok(other === dot || !on, `${dot.label!.text} on the dot of ${other.city.name}`)
        if (other === dot || !other.label || other.moon) continue
        const two = boxOf(other)
        const apart =
          two.left >= box.right || two.right <= box.left || two.top >= box.bottom || two.bottom <= box.top
        assert.ok(apart, `${dot.label!.text} on ${other.label.text}`)
      }
    }
  })

  test('that have no room or are too many are shown by hover and focus', () => {
    for (const dots of [draw(), draw(rich(), 3)])
      for (const dot of dots.filter((one) => one.kind === 'open'))
        assert.ok(dot.label ?? dot.tip, dot.city.name)
    const few = draw(rich(), 3).filter((dot) => dot.kind === 'open' && dot.label && !dot.moon)
    assert.ok(few.length <= 3)
  })
})

describe('A dot', () => {
  test('says where one is, has been, can go, and what is locked', () => {
    const tickets = [
      ticket(city('london'), {}),
      ticket(city('tokyo'), { affordable: false }),
      ticket(city('venice'), { affordable: false, locked: true }),
    ]
    const journey = [{ from_city_id: city('cairo').id, to_city_id: city('paris').id }]
    const { dots, routes } = drawWorld(cities, city('paris').id, journey, tickets)
    const kinds = ['paris', 'cairo', 'london', 'tokyo', 'venice'].map((slug) => dotOf(dots, slug).kind)
    assert.deepEqual(kinds, ['here', 'visited', 'open', 'far', 'locked'])
    assert.equal(routes.length, 1)
    const links = ['london', 'tokyo', 'venice'].map((slug) => dotOf(dots, slug).href)
    assert.deepEqual(links, ['/tickets/london', undefined, '/sign-up'])
  })

  test('of a city one has been in stays marked however long ago that was', () => {
    const known = cities.map((one) => (one.slug === 'delhi' ? { ...one, times: 1 } : one))
    assert.equal(dotOf(drawWorld(known, city('paris').id, [], []).dots, 'delhi').kind, 'visited')
  })

  test('that matters is drawn over one that does not', () => {
    const kinds = draw().map((dot) => dot.kind)
    assert.equal(kinds.at(-1), 'here')
    assert.ok(kinds.lastIndexOf('far') < kinds.indexOf('open'))
  })
})

describe('The Moon', () => {
  test('hangs in a corner of the sea, with a link to its ticket however poor one is', () => {
    const dot = dotOf(draw([ticket(city('moon'), { affordable: false, fare: 1_000_000 })]), 'moon')
    assert.ok(dot.moon && dot.x > 0.9 * MAP.width && dot.y < 0.15 * MAP.height)
    assert.equal(dot.href, '/tickets/moon')
    assert.equal(dotOf(drawCities(cities, {}), 'moon').href, undefined)
  })

  test('is reached by a line that ends where it hangs, both ways and in a journey', () => {
    const { x, y } = dotOf(draw(), 'moon')
    assert.ok(drawFlight(city('paris'), city('moon')).path.endsWith(` ${x},${y}`))
    assert.ok(drawFlight(city('moon'), city('sydney')).path.startsWith(`M${x},${y}Q`))
    const journey = [{ from_city_id: city('paris').id, to_city_id: city('moon').id }]
    const { routes } = drawWorld(cities, city('moon').id, journey, [])
    assert.ok(routes[0]!.includes(`${x},${y}`))
  })
})

describe('A flight close up', () => {
  test('lies inside its picture with both codes, whatever the two cities are', () => {
    for (const from of cities)
      for (const to of [city('sydney'), city('london'), city('nuuk'), city('moon'), city('papeete')]) {
        if (from === to) continue
        const { viewBox, from: a, to: b, still } = drawFlight(from, to)
        const [left, top, width, height] = viewBox.split(' ').map(Number) as [number, number, number, number]
        const wide = (x: number) => x >= left - 0.1 && x <= left + width + 0.1
        const high = (y: number) => y >= top - 0.1 && y <= top + height + 0.1
        for (const end of [a, b])
          assert.ok(wide(end.x) && high(end.y) && high(end.labelY), `${from.name} to ${to.name}`)
        assert.ok(wide(still.x) && Number.isFinite(still.turn), `${from.name} to ${to.name}`)
      }
  })

  test('has the codes where the plane is not', () => {
    const { from, to } = drawFlight(city('cape-town'), city('london'))
    assert.ok(from.labelY > from.y, 'under the city it leaves for the north')
    assert.ok(to.labelY < to.y, 'above the city it reaches from the south')
  })

  test('is one line when it is too short to be dashed', () => {
    assert.equal(drawFlight(city('paris'), city('london')).short, true)
    assert.equal(drawFlight(city('paris'), city('tokyo')).short, false)
  })

  test('to where one is breaks nothing', () => {
    assert.doesNotMatch(JSON.stringify(drawFlight(city('paris'), city('paris'))), /null|NaN/)
  })
})

describe('Crowds on the map', () => {
  const crowds = (slugs: Record<string, number>) =>
    drawCities(cities, {
      crowds: new Map(Object.entries(slugs).map(([slug, n]) => [city(slug).id, n])),
    })

  test('are circles as large in area as there are people', () => {
    const dots = crowds({ paris: 400, tokyo: 100, sydney: 25 })
    const [paris, tokyo, sydney] = ['paris', 'tokyo', 'sydney'].map((slug) => dotOf(dots, slug))
    assert.ok(Math.abs(paris!.r / tokyo!.r - 2) < 0.05 && Math.abs(tokyo!.r / sydney!.r - 2) < 0.05)
    assert.deepEqual(
      [paris, tokyo, sydney].map((dot) => [dot!.kind, dot!.people]),
      [
        ['crowd', 400],
        ['crowd', 100],
        ['crowd', 25],
      ],
    )
  })

  test('say how many they are, beside the circle, the largest first', () => {
    const dots = crowds({ paris: 400, brussels: 3 })
    const { label, r } = dotOf(dots, 'paris')
    assert.equal(label!.text, 'CDG 400')
    assert.ok(Math.hypot(label!.dx, label!.dy) * 12 >= r)
    assert.equal(dotOf(dots, 'brussels').label, undefined, 'it lies under the circle of Paris')
  })
})
