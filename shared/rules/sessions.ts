import { DAY_MS } from './weeks.ts'

/** How long a session lives without a visit and in all. An anonymous player has nothing but the session, so it lives as long as it is used. */
export const LIMITS = {
  anonymous: { idleMs: 365 * DAY_MS, absoluteMs: Number.POSITIVE_INFINITY },
  player: { idleMs: 365 * DAY_MS, absoluteMs: 400 * DAY_MS },
  staff: { idleMs: DAY_MS / 2, absoluteMs: 7 * DAY_MS },
}

/** So long away, a player without an e-mail address is put away: wholly who never answered a question, by name who did. */
export const PUT_AWAY = { unansweredMs: 30 * DAY_MS, unusedMs: LIMITS.anonymous.idleMs }

interface Session {
  role: string
  email: string | null
  created_at: number
  seen_at: number
}

/** Whether a session still holds at `now` (ms). */
export function holds(session: Session, now: number): boolean {
  const limit = LIMITS[session.role !== 'player' ? 'staff' : session.email === null ? 'anonymous' : 'player']
  return now - session.seen_at < limit.idleMs && now - session.created_at < limit.absoluteMs
}
