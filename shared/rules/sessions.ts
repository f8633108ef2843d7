import { DAY_MS } from './weeks.ts'

/** How long a session lives without a visit and in all. An anonymous player has nothing but the session, so it lives long. */
export const LIMITS = {
  player: { idleMs: 365 * DAY_MS, absoluteMs: 400 * DAY_MS },
  staff: { idleMs: DAY_MS / 2, absoluteMs: 7 * DAY_MS },
}

interface Session {
  role: string
  created_at: number
  seen_at: number
}

/** Whether a session still holds at `now` (ms). */
export function holds(session: Session, now: number): boolean {
  const limit = session.role === 'player' ? LIMITS.player : LIMITS.staff
  return now - session.seen_at < limit.idleMs && now - session.created_at < limit.absoluteMs
}
