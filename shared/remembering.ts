/** `make`, with what it gave of late kept: at least the last `most` texts, at most twice as many. For what depends on its text alone. */
export function remembering<T>(make: (text: string) => T, most: number): (text: string) => T {
  let late = new Map<string, T>()
  let before = new Map<string, T>()
  return (text) => {
    const known = late.get(text)
    if (known !== undefined) return known
    const made = before.get(text) ?? make(text)
    if (late.size >= most) {
      before = late
      late = new Map()
    }
    late.set(text, made)
    return made
  }
}
