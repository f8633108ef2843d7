export const DAY_MS = 86_400_000

/** Whole UTC days since 1970 at `now` (ms). */
export const dayOf = (now: number): number => Math.floor(now / DAY_MS)

/** The ISO 8601 week of `now` (ms, UTC), such as 2026-W47; it begins on Monday and belongs to the year of its Thursday. */
export function weekOf(now: number): string {
  const weekday = (new Date(now).getUTCDay() + 6) % 7
  const thursday = new Date(now + (3 - weekday) * DAY_MS)
  const year = thursday.getUTCFullYear()
  const week = 1 + Math.floor((dayOf(thursday.getTime()) - dayOf(Date.UTC(year, 0, 1))) / 7)
  return `${year}-W${String(week).padStart(2, '0')}`
}
