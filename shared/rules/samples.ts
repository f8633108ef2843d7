/** Under so many answers a share says nothing, and nothing is said. */
export const LEAST_ANSWERS = 30

/** One first answer that came in time. */
export interface FirstAnswer {
  /** Index of the alternative. */
  choice: number
  /** Mean of the player's other first answers in time, 0 to 1; NaN when there is none. */
  mean: number
  /** From delivery to answer, in ms; −1 for a player without a clock. */
  ms: number
}

const SMALLEST = 16

/**
 * The first answers to one version of a question. As objects a few million of them fill the memory of a process; here
 * each takes 13 bytes, and no more than 26 while there is room to grow.
 */
export class Sample {
  /** How many came too late, or never. */
  late = 0
  answers = 0
  #choices = new Uint8Array(SMALLEST)
  #means = new Float64Array(SMALLEST)
  #ms = new Int32Array(SMALLEST)

  add({ choice, mean, ms }: FirstAnswer): void {
    if (this.answers === this.#choices.length) this.#grow()
    this.#choices[this.answers] = choice
    this.#means[this.answers] = mean
    this.#ms[this.answers] = Math.min(ms, 2 ** 31 - 1)
    this.answers++
  }

  get choices(): Uint8Array {
    return this.#choices.subarray(0, this.answers)
  }
  get means(): Float64Array {
    return this.#means.subarray(0, this.answers)
  }
  get ms(): Int32Array {
    return this.#ms.subarray(0, this.answers)
  }

  #grow(): void {
    const length = 2 * this.#choices.length
    const [choices, means, ms] = [this.#choices, this.#means, this.#ms]
    this.#choices = new Uint8Array(length)
    this.#means = new Float64Array(length)
    this.#ms = new Int32Array(length)
    this.#choices.set(choices)
    this.#means.set(means)
    this.#ms.set(ms)
  }
}
