import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { AWARDS, mileAwards, rarity } from '../../shared/rules/awards.ts'
import { formatDistance, milesBetween } from '../../shared/rules/distance.ts'
import { FIRST_CITIES, fare, firstFare } from '../../shared/rules/fares.ts'
import { expectedPay, pickQuestions, shuffleAlternatives } from '../../shared/rules/jobs.ts'
import { friendlyName } from '../../shared/rules/names.ts'
import { type Answer, pay, score } from '../../shared/rules/points.ts'
import { seeded, shuffled } from '../../shared/rules/random.ts'
import { reach } from '../../shared/rules/reach.ts'
import { isAdmin, isStaff, mayEdit } from '../../shared/rules/roles.ts'
import { holds, LIMITS } from '../../shared/rules/sessions.ts'

const GRACE_MS = 750

const answers: fc.Arbitrary<Answer> = fc.record({
  right: fc.boolean(),
  value: fc.integer({ min: 1, max: 5 }),
  seconds: fc.integer({ min: 5, max: 60 }),
  elapsedMs: fc.option(fc.integer({ min: -100_000, max: 70_000 })),
  firstTime: fc.boolean(),
})
const inTime = (answer: Answer) =>
  answer.elapsedMs === null || answer.elapsedMs - GRACE_MS <= answer.seconds * 1000

describe('Points for an answer', () => {
  test('are whole tenths between value and four times value when right in time, else 0', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const { points, outcome } = score(answer)
        assert.ok(Number.isInteger(points))
        if (!inTime(answer)) assert.equal(outcome, 'late')
        else assert.equal(outcome, answer.right ? 'right' : 'wrong')
        if (outcome !== 'right') return assert.equal(points, 0)
        const times = answer.firstTime ? 2 : 1
        assert.ok(points >= 10 * answer.value * times && points <= 20 * answer.value * times)
      }),
    )
  })

  test('are value × (1 + time left ÷ seconds to one decimal), exactly, also where floats would round otherwise', () => {
    for (let seconds = 5; seconds <= 60; seconds++) {
      for (let used = 0; used <= seconds * 1000; used += 50) {
        const { points } = score({
          right: true,
          value: 3,
          seconds,
          elapsedMs: used + GRACE_MS,
          firstTime: false,
        })
        const all = BigInt(seconds * 1000)
        const left = all - BigInt(used)
        const speed = 10 + Number((20n * left + all) / (2n * all))
        assert.equal(points, 3 * speed, `${used} ms of ${seconds} s`)
      }
    }
  })

  test('never grow with the time that went by', () => {
    fc.assert(
      fc.property(answers, fc.nat(20_000), (answer, longer) => {
        const elapsedMs = answer.elapsedMs ?? 0
        const [sooner, later] = [elapsedMs, elapsedMs + longer].map((ms) =>
          score({ ...answer, elapsedMs: ms }),
        )
        assert.ok(sooner!.points >= later!.points)
      }),
    )
  })

  test('are doubled the first time a question is right', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const once = score({ ...answer, firstTime: false })
        const first = score({ ...answer, firstTime: true })
        assert.equal(first.points, 2 * once.points)
        assert.equal(first.doubled, first.outcome === 'right')
      }),
    )
  })

  test('the network has 750 ms before the clock counts', () => {
    const answer = { right: true, value: 5, seconds: 10, firstTime: false }
    assert.equal(score({ ...answer, elapsedMs: 750 }).points, 100)
    assert.equal(score({ ...answer, elapsedMs: 10_750 }).points, 50)
    assert.equal(score({ ...answer, elapsedMs: 10_751 }).outcome, 'late')
  })

  test('a clock that was set back gives the full time, not more', () => {
    const answer = { right: true, value: 5, seconds: 10, firstTime: false }
    assert.equal(score({ ...answer, elapsedMs: -3_600_000 }).points, 100)
  })

  test('without a clock there is no time bonus and no answer is late', () => {
    const answer = { value: 4, seconds: 10, elapsedMs: null }
    assert.equal(score({ ...answer, right: true, firstTime: false }).points, 40)
    assert.equal(score({ ...answer, right: true, firstTime: true }).points, 80)
    assert.equal(score({ ...answer, right: false, firstTime: true }).outcome, 'wrong')
  })
})

describe('Pay for a job', () => {
  test('is floor(100 × points ÷ (questions × 5)), without a coin lost to floats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.constantFrom(4, 10), (tenths, questions) => {
        const exact = (100n * BigInt(tenths)) / (10n * BigInt(questions) * 5n)
        assert.equal(pay(tenths, questions), Number(exact))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('Fares', () => {
  test('are 100 coins and 0.08 a mile, rounded', () => {
    assert.equal(fare(0), 100)
    assert.equal(fare(2000), 260)
    assert.equal(fare(5000), 500)
    assert.equal(fare(10_000), 900)
    assert.equal(fare(3627), 390)
  })

  test('are whole and never fall with the distance', () => {
    fc.assert(
      fc.property(fc.nat(13_000), fc.nat(1000), (miles, more) => {
        assert.ok(Number.isInteger(fare(miles)))
        assert.ok(fare(miles + more) >= fare(miles))
      }),
    )
  })

  test('the first one is 100 coins or all one has', () => {
    assert.deepEqual([0, 37, 100, 101, 320].map(firstFare), [0, 37, 100, 100, 100])
    assert.deepEqual(FIRST_CITIES, ['paris', 'cairo', 'delhi', 'rio-de-janeiro', 'sydney'])
  })
})

describe('Awards for miles', () => {
  test('are won by reaching a mark or by passing it, each once', () => {
    assert.deepEqual(mileAwards(9_999, 10_000), ['miles-10000'])
    assert.deepEqual(mileAwards(9_000, 12_500), ['miles-10000'])
    assert.deepEqual(mileAwards(10_000, 12_500), [])
    assert.deepEqual(mileAwards(0, 100_000), ['miles-10000', 'miles-50000', 'miles-100000'])
  })

  test('are the same whatever the flights a journey is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12_000 }), { maxLength: 30 }), (flights) => {
        let miles = 0
        const won = flights.flatMap((flown) => {
          miles += flown
          return mileAwards(miles - flown, miles)
        })
        assert.deepEqual(won, mileAwards(0, miles))
      }),
    )
  })

  test('pay what the house promises', () => {
    const coins = Object.fromEntries(Object.entries(AWARDS).map(([kind, award]) => [kind, award.coins]))
    assert.deepEqual(coins, {
      'left-nomansland': 50,
      'signed-up': 100,
      'miles-10000': 75,
      'miles-50000': 150,
      'miles-100000': 500,
      'first-class': 400,
      moon: 1000,
      'perfect-job': 100,
    })
  })

  test('are as rare as the travellers who hold them, counted while there are few and as a share from twenty on', () => {
    const said = (holders: number, travellers: number) => rarity(holders, travellers)
    assert.equal(said(0, 0), 'Nobody has it yet')
    assert.equal(said(1, 0), '1 traveller has it')
    assert.equal(said(3, 19), '3 travellers have it')
    assert.equal(said(3, 20), '15% of travellers')
    assert.equal(said(3, 100), 'Only 3% of travellers')
    assert.equal(said(1, 1000), 'Fewer than 1% of travellers')
    assert.equal(said(50, 40), '100% of travellers', 'one may sign up without leaving')
  })
})

const places = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
})

describe('Distance', () => {
  const paris = { lat: 48.8566, lng: 2.3522 }

  test('of known pairs is what atlases say', () => {
    assert.ok(Math.abs(milesBetween(paris, { lat: 40.7128, lng: -74.006 }) - 3627) <= 3, 'Paris–New York')
    const [london, sydney] = [
      { lat: 51.5074, lng: -0.1278 },
      { lat: -33.8688, lng: 151.2093 },
    ]
    assert.ok(Math.abs(milesBetween(london, sydney) - 10_557) <= 10, 'London–Sydney')
  })

  test('is the same both ways, 0 to itself, never more than half the way round', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        assert.equal(milesBetween(a, b), milesBetween(b, a))
        assert.equal(milesBetween(a, a), 0)
        assert.ok(milesBetween(a, b) >= 0 && milesBetween(a, b) <= 12_437)
      }),
    )
  })

  test('is never longer than by way of a third place, but for rounding', () => {
    fc.assert(
      fc.property(places, places, places, (a, b, c) => {
        assert.ok(milesBetween(a, c) <= milesBetween(a, b) + milesBetween(b, c) + 2)
      }),
    )
  })

  test('is shown in miles or kilometres', () => {
    assert.equal(formatDistance(2434, 'mi'), '2,434 mi')
    assert.equal(formatDistance(2434, 'km'), '3,917 km')
  })
})

const candidateLists = fc.uniqueArray(
  fc.record({
    id: fc.nat(500),
    seenAt: fc.option(fc.integer({ min: 1, max: 1000 })),
    near: fc.boolean(),
    photos: fc.constant([]),
  }),
  { selector: (one) => one.id, minLength: 10, maxLength: 60 },
)

describe('The questions of a job', () => {
  test('are none twice, ones never had first, then the longest unseen', () => {
    fc.assert(
      fc.property(candidateLists, fc.integer(), (candidates, seed) => {
        const picked = pickQuestions(candidates, 10, seeded(seed))
        assert.equal(picked.length, 10)
        assert.equal(new Set(picked.map((one) => one.id)).size, 10)
        const order = picked.map((one) => one.seenAt ?? 0)
        assert.deepEqual(
          order,
          order.toSorted((a, b) => a - b),
        )
        const left = candidates.filter((one) => !picked.includes(one))
        const newest = Math.max(...order)
        assert.ok(left.every((one) => (one.seenAt ?? 0) >= newest))
      }),
    )
  })

  test('are the same for the same seed, and leave the list they are taken from alone', () => {
    fc.assert(
      fc.property(candidateLists, fc.integer(), (candidates, seed) => {
        const before = [...candidates]
        assert.deepEqual(
          pickQuestions(candidates, 10, seeded(seed)),
          pickQuestions(candidates, 10, seeded(seed)),
        )
        assert.deepEqual(candidates, before)
      }),
    )
  })

  test('come in an order of chance when none was had before', () => {
    const candidates = Array.from({ length: 30 }, (_, id) => ({ id, seenAt: null, near: true, photos: [] }))
    const firsts = new Set(
      Array.from({ length: 60 }, (_, seed) => pickQuestions(candidates, 10, seeded(seed))[0]?.id),
    )
    assert.ok(firsts.size > 15, `only ${firsts.size} different first questions`)
  })
})

describe('Alternatives', () => {
  test('are shuffled to every position alike, unless their order means something', () => {
    assert.deepEqual(shuffleAlternatives(4, true, seeded(1)), [0, 1, 2, 3])
    const counts = [0, 0, 0, 0]
    for (let seed = 0; seed < 4000; seed++) counts[shuffleAlternatives(4, false, seeded(seed)).indexOf(0)]!++
    for (const count of counts) assert.ok(count > 850 && count < 1150, counts.join(' '))
  })

  test('a shuffle is a permutation, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 30 }), fc.integer(), (list, seed) => {
        const one = shuffled(list, seeded(seed))
        assert.deepEqual(one.toSorted(), list.toSorted())
        assert.deepEqual(one, shuffled(list, seeded(seed)))
      }),
    )
  })

  test('numbers of chance lie in [0, 1)', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seeded(seed)
        for (let i = 0; i < 50; i++) {
          const n = random()
          assert.ok(n >= 0 && n < 1)
        }
      }),
    )
  })
})

describe('The countries a city asks about', () => {
  const country = (iso2: string, lng: number, neighbours: string[] = []) => ({
    iso2,
    lat: 0,
    lng,
    neighbours,
  })
  const world = Array.from({ length: 40 }, (_, i) => country(`c${i}`, i))

  test('are its own, then the land neighbours, then the nearest, until there are fifteen', () => {
    const far = world.map((one) => (one.iso2 === 'c0' ? { ...one, neighbours: ['c39', 'c20'] } : one))
    const got = reach({ lat: 0, lng: 0, country: 'c0' }, far)
    assert.deepEqual(got.slice(0, 3), ['c0', 'c39', 'c20'])
    assert.deepEqual(got.slice(3), [
      'c1',
      'c2',
      'c3',
      'c4',
      'c5',
      'c6',
      'c7',
      'c8',
      'c9',
      'c10',
      'c11',
      'c12',
    ])
  })

  test('are more than fifteen where a country has more neighbours', () => {
    const neighbours = Array.from({ length: 16 }, (_, i) => `c${i + 10}`)
    const got = reach(
      { lat: 0, lng: 0, country: 'c0' },
      world.map((one) => (one.iso2 === 'c0' ? { ...one, neighbours } : one)),
    )
    assert.deepEqual(got, ['c0', ...neighbours])
  })

  test('are never named twice and hold the own country even when its middle is far', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 39 }), fc.integer({ min: -180, max: 180 }), (own, lng) => {
        const got = reach({ lat: 0, lng, country: `c${own}` }, world)
        assert.equal(got[0], `c${own}`)
        assert.equal(new Set(got).size, 15)
        assert.equal(got.length, 15)
      }),
    )
  })
})

describe('Sessions', () => {
  const now = 10 ** 12

  test('of staff end after half a day without a visit and after a week in all', () => {
    for (const role of ['ambassador', 'editor', 'admin']) {
      const at = (idle: number, age: number) =>
        holds({ role, email: 'a@example.org', seen_at: now - idle, created_at: now - age }, now)
      assert.ok(at(LIMITS.staff.idleMs - 1, LIMITS.staff.idleMs - 1))
      assert.ok(!at(LIMITS.staff.idleMs, LIMITS.staff.idleMs))
      assert.ok(at(0, LIMITS.staff.absoluteMs - 1))
      assert.ok(!at(0, LIMITS.staff.absoluteMs))
    }
  })

  test('of players last a year, and in all a little longer; a clock set back ends none', () => {
    const day = 86_400_000
    const at = (role: string, idle: number, age: number) =>
      holds({ role, email: 'a@example.org', seen_at: now - idle * day, created_at: now - age * day }, now)
    assert.ok(at('player', 364, 364))
    assert.ok(!at('player', 365, 365))
    assert.ok(!at('player', 0, 400))
    assert.ok(at('editor', -1, -1))
  })

  test('of anonymous players last as long as they are used once a year, as they have nothing else', () => {
    const { idleMs } = LIMITS.anonymous
    const at = (idle: number) =>
      holds({ role: 'player', email: null, seen_at: now - idle, created_at: now - 10 * idleMs }, now)
    assert.ok(at(idleMs - 1))
    assert.ok(!at(idleMs))
  })
})

describe('Roles', () => {
  const person = (role: 'player' | 'ambassador' | 'editor' | 'admin', country: string | null = null) => ({
    role,
    country,
  })

  test('an ambassador writes about one country, editors and admins about all, players about none', () => {
    assert.ok(mayEdit(person('ambassador', 'FR'), { country: 'FR' }))
    assert.ok(!mayEdit(person('ambassador', 'FR'), { country: 'DE' }))
    assert.ok(!mayEdit(person('ambassador', 'FR'), { country: null }))
    assert.ok(!mayEdit(person('ambassador'), { country: null }))
    for (const role of ['editor', 'admin'] as const)
      for (const country of ['FR', null]) assert.ok(mayEdit(person(role), { country }))
    for (const country of ['FR', null]) assert.ok(!mayEdit(person('player', 'FR'), { country }))
  })

  test('everybody but players is staff; only admins are admins', () => {
    const roles = ['player', 'ambassador', 'editor', 'admin'] as const
    assert.deepEqual(
      roles.map((role) => isStaff(person(role))),
      [false, true, true, true],
    )
    assert.deepEqual(
      roles.map((role) => isAdmin(person(role))),
      [false, false, false, true],
    )
  })
})

describe('Names of new players', () => {
  test('are a mood, a bird and a number that fit the column', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const name = friendlyName(seeded(seed))
        assert.match(name, /^[A-Z][a-z]+ [A-Z][a-z]+ [1-9]\d{2,4}$/)
        assert.ok(name.length <= 40)
      }),
    )
    assert.match(
      friendlyName(() => 1 - 2 ** -32),
      /^[A-Z][a-z]+ [A-Z][a-z]+ 99999$/,
    )
  })
})

describe('The economy: 70 of 100 right after 40 % of the time', () => {
  /** Mean pay of `runs` jobs of `size` questions; `again`: the player had the same ones once before. */
  function meanPay({ value, size = 10, seconds = 10, again = false, runs = 20_000 }: Plan) {
    const random = seeded(7)
    const right = () => random() < 0.7
    let coins = 0
    for (let run = 0; run < runs; run++) {
      let points = 0
      for (let i = 0; i < size; i++) {
        const firstTime = !(again && right())
        const elapsedMs = 400 * seconds + GRACE_MS
        points += score({ right: right(), value, seconds, elapsedMs, firstTime }).points
      }
      coins += pay(points, size)
    }
    return coins / runs
  }
  interface Plan {
    value: number
    size?: number
    seconds?: number
    again?: boolean
    runs?: number
  }
  const near = (found: number, wanted: number, share = 0.03) =>
    assert.ok(Math.abs(found - wanted) <= wanted * share, `${found.toFixed(1)} coins, not about ${wanted}`)

  test('the tutorial brings 240 coins with three right, 160 with two, 320 with all', () => {
    const earned = [2, 3, 4].map((right) => {
      const one = score({ right: true, value: 5, seconds: 20, elapsedMs: 8000 + GRACE_MS, firstTime: true })
      return pay(right * one.points, 4)
    })
    assert.deepEqual(earned, [160, 240, 320])
  })

  test('a first job brings 135 at value 3, 44 at value 1, 223 at value 5', () => {
    near(meanPay({ value: 3 }), 135)
    near(meanPay({ value: 1 }), 44)
    near(meanPay({ value: 5 }), 223)
    assert.deepEqual(
      [1, 3, 5].map((value) => expectedPay(value)),
      [45, 135, 225],
    )
  })

  test('the same ten again bring about 91', () => {
    near(meanPay({ value: 3, again: true }), 91, 0.05)
  })

  test('two to three jobs pay 2,000 miles, four to five 5,000, seven to eight 10,000', () => {
    const job = meanPay({ value: 2.5 })
    const jobs = [2000, 5000, 10_000].map((miles) => fare(miles) / job)
    assert.ok(jobs[0]! > 2 && jobs[0]! < 3, String(jobs))
    assert.ok(jobs[1]! > 4 && jobs[1]! < 5, String(jobs))
    assert.ok(jobs[2]! > 7 && jobs[2]! < 8.5, String(jobs))
  })
})
