import assert from 'node:assert/strict'
import { test } from 'node:test'
import { km, named, type Spot, spot } from './figures.ts'
import { all, cities, fold, type Question, questions, template } from './load.ts'

const RAD = Math.PI / 180
const options = (q: Question) => q.alternatives.map(spot)

test('Navigator has questions of every kind, neither all easy nor all hard', () => {
  const asked = questions.filter((q) => q.category === 'navigator')
  assert.ok(asked.length >= 485, String(asked.length))
  const mean = asked.reduce((sum, q) => sum + q.value, 0) / asked.length
  assert.ok(mean > 2 && mean < 3.2, String(mean))
  assert.equal(new Set(asked.map((q) => `${q.text} ${q.alternatives.toSorted()}`)).size, asked.length)
  for (const kind of ['nearest', 'distance', 'course', 'latitude', 'airport-city', 'airport-code', 'clock'])
    assert.ok(template(kind).length >= 40, kind)
})

test('7: the nearest of four cities is nearer by a fifth than the next', () => {
  all(template('nearest'), (q) => {
    const [city] = named(q, /^Which of these cities is nearest to (.+)\?$/)
    const [first, ...others] = options(q).map((other) => km(city!, other))
    return others.every((far) => far > first! * 1.2)
  })
})

test('7: a distance is right to a tenth, and the wrong ones are a fifth off and more', () => {
  all(template('distance'), (q) => {
    const [from, to] = named(q, /^About how far is it from (.+) to (.+) as the crow flies\?$/)
    const true_ = km(from!, to!)
    const told = q.alternatives.map((a) => {
      const [, kilometres, miles] = /^([\d,]+) km \(([\d,]+) miles\)$/.exec(a)!
      const [inKm, inMiles] = [kilometres!, miles!].map((n) => Number(n.replaceAll(',', '')))
      assert.ok(Math.abs(inKm! / inMiles! / 1.609344 - 1) < 0.08, a)
      return inKm!
    })
    return told.every((far, i) =>
      i === 0 ? Math.abs(far / true_ - 1) < 0.1 : Math.abs(Math.log(far / true_)) > Math.log(1.2),
    )
  })
})

test('8: one sets off within twenty degrees of a point of the compass, by the shortest way and by the straight line on a chart', () => {
  all(template('course'), (q) => {
    const [from, to] = named(q, /^In which direction do you leave (.+) on the shortest way to (.+)\?$/)
    const side = ['North', 'East', 'South', 'West'].indexOf(q.alternatives[0]!) * 90
    assert.deepEqual(q.alternatives.toSorted(), ['East', 'North', 'South', 'West'])
    return [greatCircle(from!, to!), loxodrome(from!, to!)].every((course) => turn(course, side) < 20)
  })
})

/** The course by unit vectors: the part of the destination that points east, and the part that points north. */
function greatCircle(from: Spot, to: Spot): number {
  const [x, y, z] = vector(to)
  const [lat, lng] = [from.lat * RAD, from.lng * RAD]
  const east = -Math.sin(lng) * x + Math.cos(lng) * y
  const north = -Math.sin(lat) * Math.cos(lng) * x - Math.sin(lat) * Math.sin(lng) * y + Math.cos(lat) * z
  return Math.atan2(east, north) / RAD
}

function vector({ lat, lng }: Spot): [number, number, number] {
  const ring = Math.cos(lat * RAD)
  return [ring * Math.cos(lng * RAD), ring * Math.sin(lng * RAD), Math.sin(lat * RAD)]
}

function loxodrome(from: Spot, to: Spot): number {
  const mercator = (lat: number) => Math.asinh(Math.tan(lat * RAD))
  const east = (((to.lng - from.lng + 540) % 360) - 180) * RAD
  return Math.atan2(east, mercator(to.lat) - mercator(from.lat)) / RAD
}

/** The angle between two courses. */
function turn(a: number, b: number): number {
  return Math.abs(((a - b + 540) % 360) - 180)
}

test('the city farthest north or south is so by two degrees', () => {
  all(template('latitude'), (q) => {
    const sign = /farthest (north|south)\?$/.exec(q.text)![1] === 'north' ? 1 : -1
    const [first, ...others] = options(q).map((city) => sign * city.lat)
    return others.every((lat) => first! - lat >= 2)
  })
})

const withCode = new Map(cities.map((city) => [city.iata, city.name]))

test('a luggage tag leads to one city, and no city has two of the codes', () => {
  all(template('airport-city'), (q) => {
    const [, tag] = /^A suitcase is tagged ([A-Z]{3})\. To which city is it going\?$/.exec(q.text)!
    return (
      withCode.get(tag!) === q.alternatives[0] && !fold(q.alternatives[0]!).startsWith(tag!.toLowerCase())
    )
  })
  all(template('airport-code'), (q) => {
    const [, city] = /flying to (.+)\?$/.exec(q.text)!
    return q.alternatives.every((tag, i) => withCode.has(tag) && (withCode.get(tag) === city) === (i === 0))
  })
  all(
    template('airport-city', 'airport-code'),
    (q) => !/Luanda|Phnom Penh|Khartoum/.test(q.text + q.alternatives),
  )
})

test('9: the time elsewhere is that of the time zones in January, whatever the year, with four different times', () => {
  const moved =
    /Almaty|Amman|Asunción|Astana|Beirut|Cairo|Caracas|Casablanca|Khartoum|Kyiv|Marrakesh|Nuuk|Pyongyang|Tehran|Vancouver/
  all(template('clock'), (q) => {
    const [from, to] = named(q, /^When it is noon in (.+) in mid-January, what time is it in (.+)\?$/)
    return (
      [2026, 2027, 2028].every((year) => timeAtNoon(year, from!, to!) === q.alternatives[0]) &&
      !moved.test(q.text)
    )
  })
  all(template('clock'), (q) =>
    q.alternatives.every((a) => /^([01]\d|2[0-3]):(00|15|30|45)$/.test(a) && a !== '12:00'),
  )
})

test('9: every clock goes by a zone of the time zone database, and none by a fixed offset', () => {
  const zones = cities.filter((city) => city.country).map((city) => city.timezone)
  for (const zone of zones)
    assert.match(zone, /^(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//)
  all(template('clock'), (q) => !/GMT|UTC|[+−]\d/.test(q.text + q.alternatives))
})

/** The clock in one city when it shows noon in another on 15 January. */
function timeAtNoon(year: number, from: Spot, to: Spot): string {
  const clock = (at: number, timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(
      at,
    )
  const quarters = Array.from({ length: 4 * 28 }, (_, i) => Date.UTC(year, 0, 14, 22) + i * 900_000)
  const noon = quarters.find((at) => clock(at, from.timezone!) === '15, 12:00')!
  return clock(noon, to.timezone!).replace('15, ', '')
}
