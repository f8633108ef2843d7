import { randomInt } from 'node:crypto'

/** From 0 to less than 1, and nobody can tell beforehand: for the rules that ask for chance. */
export const chance = () => randomInt(2 ** 32) / 2 ** 32
