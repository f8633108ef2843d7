/** So many characters a line, or a question over several, may have; a real one has 6,000. */
export const LONGEST = 100_000
/** So much of a longer one is kept to be shown. */
const SHOWN = 200

/** A file that cannot be read on from here: the sentence says what to do. */
export class Unreadable extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

const AS_UTF8 =
  'Save the file in UTF-8: in Excel as “CSV UTF-8”, in LibreOffice with the character set “Unicode (UTF-8)”.'
const PACKED = `This is a packed file (such as .xlsx, .ods or .zip), not text. Open it and save the table as CSV. ${AS_UTF8}`
const UTF16 = `This file is in UTF-16 (“Unicode text”). ${AS_UTF8}`

/** The bytes of a file as text. @throws Unreadable when they are not UTF-8. */
export async function* characters(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 0
  for await (const chunk of bytes) {
    if (line === 0) refuseForeign(chunk)
    line ||= 1
    const nul = chunk.indexOf(0)
    if (nul >= 0)
      throw new Unreadable(
        line + breaks(chunk.subarray(0, nul)),
        `A character here has the code 0. ${AS_UTF8}`,
      )
    yield decoded(decoder, chunk, line)
    line += breaks(chunk)
  }
  try {
    decoder.decode()
  } catch {
    throw new Unreadable(line, 'The file ends in the middle of a character: it is cut.')
  }
}

function refuseForeign(start: Uint8Array): void {
  const begins = (...bytes: number[]) => bytes.every((byte, i) => start[i] === byte)
  if (begins(0x50, 0x4b, 3, 4) || begins(0xd0, 0xcf, 0x11, 0xe0)) throw new Unreadable(1, PACKED)
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) throw new Unreadable(1, UTF16)
}

function decoded(decoder: TextDecoder, chunk: Uint8Array, line: number): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch {
    const sound = new TextDecoder().decode(chunk).split('\ufffd', 1)[0]!
    const at = line + sound.split('\n').length - 1
    throw new Unreadable(at, `The letters of this line are not in UTF-8. ${AS_UTF8}`)
  }
}

function breaks(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
  return count
}

/** A line with its end (\n, \r\n or \r); of one that is too long only the beginning. */
export interface Line {
  line: number
  text: string
  long: boolean
}

export async function* lines(texts: AsyncIterable<string>): AsyncGenerator<Line> {
  let line = 1
  let rest = ''
  const whole = (text: string): Line =>
    text.length > LONGEST
      ? { line: line++, text: text.slice(0, SHOWN), long: true }
      : { line: line++, text, long: false }
  for await (const text of texts) {
    const parts = (rest + text).split(/(?<=\n|\r(?!\n))/)
    // The last is not known to be whole: \r may be half of \r\n. More than is too long is not held.
    rest = (parts.pop() ?? '').slice(0, LONGEST + 1)
    yield* parts.map(whole)
  }
  if (rest) yield whole(rest)
}

/** Lines that belong together, or (`broken`) lines that cannot become whole. */
export interface Piece {
  line: number
  texts: string[]
  broken?: 'long' | 'open'
}

/** Where a line leads: to the end of a piece, or somewhere from where the next line goes on. */
export interface Grammar<State extends string> {
  next(text: string, before: State | 'new'): State | 'whole' | 'broken'
  /** Whether a file may end here. */
  mayEnd(state: State): boolean
  /** How many of the lines are given up when they break; all after them are read anew. */
  spoilt(texts: string[]): number
}

/** Lines put together by a grammar, in such a way that one bad piece spoils no other. Time and memory are linear. */
export async function* pieces<State extends string>(
  source: AsyncIterable<Line>,
  grammar: Grammar<State>,
): AsyncGenerator<Piece> {
  let held: Line[] = []
  let size = 0
  let state: State | 'new' = 'new'

  const take = (count: number, broken: boolean): Piece => {
    const [piece, rest] = [held.slice(0, count), held.slice(count)]
    const why = piece.some(({ long }) => long) || (size > LONGEST && rest.length === 0) ? 'long' : 'open'
    held = rest
    size = 0
    state = 'new'
    return {
      line: piece[0]!.line,
      texts: piece.map(({ text }) => text),
      ...(broken && { broken: why }),
    }
  }
  const giveUp = () => take(Math.min(held.length, grammar.spoilt(held.map(({ text }) => text))), true)

  function* read(fresh: Line[]): Generator<Piece> {
    let todo = fresh.toReversed()
    for (let line = todo.pop(); line; line = todo.pop()) {
      held.push(line)
      size += line.text.length
      const next = line.long || size > LONGEST ? 'broken' : grammar.next(line.text, state)
      if (next === 'whole') yield take(held.length, false)
      else if (next !== 'broken') state = next
      else {
        yield giveUp()
        todo = todo.concat(held.toReversed())
        held = []
      }
    }
  }

  for await (const line of source) yield* read([line])
  while (held.length > 0) {
    if (state === 'new' || grammar.mayEnd(state)) yield take(held.length, false)
    else {
      yield giveUp()
      const again = held
      held = []
      yield* read(again)
    }
  }
}
