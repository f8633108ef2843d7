/** A piece of a text, and whether the other text has it too. */
export interface Piece {
  text: string
  differs: boolean
}

/** Above this the two texts share too little to be worth the wait: all between their ends differs. */
const MOST_CELLS = 1_000_000

/** Two texts, word by word: the longest row of words that both have, in this order, is what does not differ. */
export function wordDiff(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const [one, other] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < one.length && start < other.length && one[start] === other[start]) start++
  let end = 0
  const most = Math.min(one.length, other.length) - start
  while (end < most && one.at(-1 - end) === other.at(-1 - end)) end++
  const inner = [one.slice(start, one.length - end), other.slice(start, other.length - end)] as const
  const [kept, keptToo] = shared(...inner)
  const whole = (words: string[], marks: Set<number>) =>
    joined(
      words.map((text, i) => ({
        text,
        differs: i >= start && i < words.length - end && !marks.has(i - start),
      })),
    )
  return { before: whole(one, kept), after: whole(other, keptToo) }
}

/** Words with the space or the sign that follows standing for itself. */
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? []

/** Which words of each, by their place, belong to the longest row that both have. */
function shared(one: string[], other: string[]): [Set<number>, Set<number>] {
  const [kept, keptToo] = [new Set<number>(), new Set<number>()]
  const width = other.length + 1
  if ((one.length + 1) * width > MOST_CELLS) return [kept, keptToo]
  const longest = new Uint16Array((one.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j]!
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      longest[i * width + j] =
        one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      kept.add(i++)
      keptToo.add(j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return [kept, keptToo]
}

/** Neighbours that are alike are one piece. */
function joined(pieces: Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last?.differs === piece.differs) last.text += piece.text
    else result.push({ ...piece })
  }
  return result
}
