import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const STRENGTH = { memory: 19_456, passes: 2, parallelism: 1 }
const TAG_BYTES = 32
const AT_ONCE = 2

const derive = promisify(argon2)
let running = 0
const waiting: (() => void)[] = []

/** At most two hashes at a time: a rush of sign-ins takes neither all memory nor both cores. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

const compute = (password: string, nonce: Buffer, strength: typeof STRENGTH) =>
  inTurn(() =>
    derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength: TAG_BYTES, ...strength }),
  )

/** A PHC string, such as $argon2id$v=19$m=19456,t=2,p=1$salt$hash. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await compute(password, salt, STRENGTH)
  const { memory, passes, parallelism } = STRENGTH
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`
}

const encode = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/
const NOBODY = `$argon2id$v=19$m=${STRENGTH.memory},t=${STRENGTH.passes},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Takes the same work for an account that is not there (`stored` undefined). `weak`: made with older parameters, hash it anew. */
export async function checkPassword(stored: string | null | undefined, password: string) {
  const [, m, t, p, salt, hash] = FORM.exec(stored ?? NOBODY) ?? FORM.exec(NOBODY)!
  const strength = { memory: Number(m), passes: Number(t), parallelism: Number(p) }
  const expected = Buffer.from(hash!, 'base64')
  const found = await compute(password, Buffer.from(salt!, 'base64'), strength)
  const right = !!stored && expected.length === found.length && timingSafeEqual(expected, found)
  return { right, weak: strength.memory < STRENGTH.memory || strength.passes < STRENGTH.passes }
}

/** Easy to read out: 16 letters and digits without those that look alike, about 79 bits. */
export function oneTimePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const bytes = Array.from(randomBytes(64)).filter((b) => b < letters.length * 8)
  const text = bytes.slice(0, 16).map((b) => letters[b % letters.length])
  return [0, 4, 8, 12].map((i) => text.slice(i, i + 4).join('')).join('-')
}

/** The passwords of 8 characters and more that lead every published list of leaked ones. */
const COMMON = new Set(
  `password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword 12345678 123456789 1234567890
  12345678910 123123123 987654321 87654321 11111111 111111111 1111111111 00000000 000000000 0000000000 88888888 99999999 66666666 12341234
  123321123 147258369 147852369 789456123 11223344 1122334455 123454321 12344321 1234qwer 123qwe123 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
  1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx qazwsxedc qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456
  q1w2e3r4 q1w2e3r4t5 asdfghjk asdfghjkl asdf1234 asdfasdf zxcvbnm1 abcd1234 abc12345 abcdefgh abcdefg1 a1234567 a12345678 aa123456 aa12345678
  iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football football1 baseball baseball1 basketball superman superman1
  batman123 spiderman starwars pokemon1 charlie1 michael1 jennifer jordan23 michelle jessica1 computer internet samsung1 samsung123 google123
  welcome1 welcome123 welcome2 changeme changeme1 letmein1 letmein123 admin123 admin1234 administrator adminadmin rootroot test1234 testtest
  trustno1 whatever whatever1 dragon123 monkey123 master123 shadow123 liverpool chelsea1 arsenal1 barcelona juventus realmadrid
  mustang1 corvette mercedes ferrari1 hello123 hello1234 secret123 freedom1 butterfly sweetheart chocolate cookie123 cheese123
  qwer1234 asdf12345 1234abcd 1a2b3c4d a1b2c3d4 zxcvbnm123 pass1234 passpass password! password01 p4ssw0rd admin@123 aaaaaaaa qqqqqqqq
  aroundtheworld`.split(/\s+/),
)

/** What is wrong with a new password, in a sentence; undefined when nothing is. Long is good: there are no other rules. */
export function passwordProblem(password: string): string | undefined {
  if (password.length < 8) return 'Use at least 8 characters.'
  if (password.length > 128) return 'Use at most 128 characters.'
  if (COMMON.has(password.toLowerCase()))
    return 'This password is on every list of guessed ones. Choose another.'
}
