import { type Kysely, sql } from 'kysely'

const steps = [
  sql`create index sessions_seen on sessions (seen_at)`,
  sql`create index sessions_created on sessions (created_at)`,
  sql`create index sign_in_tokens_expiry on sign_in_tokens (expires_at)`,
  sql`create index players_anonymous on players (created_at) where email is null and closed_at is null`,

  // Before a player or an answer is removed, SQLite looks for all that refers to it: without these from end to end.
  sql`create index friendships_friend on friendships (friend_id)`,
  sql`create index ratings_player on ratings (player_id)`,
  sql`create index question_versions_saver on question_versions (saved_by) where saved_by is not null`,
  sql`create index photos_deleter on photos (deleted_by) where deleted_by is not null`,
  sql`create index messages_hider on messages (hidden_by) where hidden_by is not null`,
  sql`create index complaints_closer on complaints (closed_by) where closed_by is not null`,
  sql`create index complaints_answer on complaints (job_id, slot) where job_id is not null`,
  sql`create index feedback_closer on feedback (closed_by) where closed_by is not null`,
  sql`create index errors_closer on errors (closed_by) where closed_by is not null`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const step of steps) await step.execute(db)
}
