import { parseArgs } from 'node:util'
import { config } from '../shared/config.ts'
import * as cities from '../shared/db/cities.ts'
import { connect } from '../shared/db/connection.ts'
import * as players from '../shared/db/players.ts'
import * as sessions from '../shared/db/sessions.ts'
import * as staff from '../shared/db/staff.ts'
import { hashPassword, oneTimePassword } from '../shared/passwords.ts'

const EMAIL = 'admin@example.org'

/**
 * Makes the first admin and gives back the one-time password, which is shown once and changed at the first sign-in.
 * Undefined when there is an admin and `reset` is not asked for; with it that admin gets a new one-time password.
 */
export async function createAdmin({ email = EMAIL, reset = false } = {}) {
  const { db, write, close } = connect(config.database, { timeout: 5000 })
  try {
    const known = await staff.anyAdmin(db)
    if (known && !reset) return
    const password = oneTimePassword()
    const hash = await hashPassword(password)
    await write(async (tx) => {
      if (known) {
        await players.setPassword(tx, known.id, hash, { oneTime: true })
        return await sessions.removeAll(tx, known.id)
      }
      const home = await cities.bySlug(tx, cities.NOMANSLAND)
      if (!home) throw new Error('The database is empty: run npm start first.')
      const account = {
        name: 'Admin',
        email: players.normalizeEmail(email),
        password: hash,
        role: 'admin',
      } as const
      await players.insert(tx, {
        ...account,
        must_change_password: 1,
        city_id: home.id,
        created_at: Date.now(),
      })
    })
    return { email: known?.email ?? email, password }
  } finally {
    await close()
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { reset: { type: 'boolean' }, email: { type: 'string' } } })
  const made = await createAdmin(values)
  if (made) console.log(`Sign in as ${made.email} with the one-time password ${made.password}`)
  else console.log('There is an admin already. With --reset that one gets a new one-time password.')
}
