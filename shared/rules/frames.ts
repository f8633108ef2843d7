import { type Random, shuffled } from './random.ts'

export const FEWEST_FRAMES = 4
export const MOST_FRAMES = 10

/** The first blur and the last one before the picture is sharp, as parts of its width. */
const STRONGEST = 0.08
const WEAKEST = 0.004

/** How much each of `count` frames is blurred: the standard deviation as a part of the picture's width. Each is weaker than the one before by the same factor, as eyes see it; the last is 0. */
export function blurSteps(count: number): number[] {
  const factor = (WEAKEST / STRONGEST) ** (1 / (count - 2))
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? 0 : STRONGEST * factor ** i))
}

export interface Grid {
  columns: number
  rows: number
}

/** About so many tiles: 12 × 9 of a picture of 4:3. */
const TILES = 108

/** A grid of about 108 tiles that are nearly square, none smaller than a pixel of the picture. */
export function gridFor(width: number, height: number): Grid {
  const within = (size: number, most: number) => Math.max(1, Math.min(Math.round(size), most, TILES))
  const columns = within(Math.sqrt((TILES * width) / height), width)
  return { columns, rows: within(TILES / columns, height) }
}

/** For each of `count` frames which of `tiles` tiles lies at each place. In the first none is home, in the last all are; on the way about as many come home with each frame, and those that are home stay. */
export function tileSteps(count: number, tiles: number, random: Random): number[][] {
  const order = oneRound(tiles, random)
  const waiting = shuffled([...order.keys()], random)
  return Array.from({ length: count }, (_, i) => {
    const home = Math.round((tiles * i) / (count - 1))
    for (const tile of waiting.splice(0, home - (tiles - waiting.length))) bringHome(order, tile)
    return [...order]
  })
}

/** Each tile lies at the place of the next one of a random round: none is home. */
function oneRound(tiles: number, random: Random): number[] {
  const round = shuffled(
    Array.from({ length: tiles }, (_, i) => i),
    random,
  )
  const order: number[] = []
  for (const [i, tile] of round.entries()) order[round[(i + 1) % tiles]!] = tile
  return order
}

/** The tile changes places with the one that lies in its home, which is not home there either. */
function bringHome(order: number[], tile: number): void {
  const at = order.indexOf(tile)
  ;[order[at], order[tile]] = [order[tile]!, tile]
}
