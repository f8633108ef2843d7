import './priority.ts'
import { config } from '../shared/config.ts'
import { connect } from '../shared/db/connection.ts'
import { checkSchema } from '../shared/db/schema.ts'
import { log } from '../shared/log.ts'
import { watching } from '../shared/web/measures.ts'
import { listen } from '../shared/web/server.ts'
import { sayVitals } from '../shared/web/vitals.ts'
import { createApp } from './app.ts'
import { forgetIdle, workOnOwnBatches } from './batches/batching.ts'
import { watchOver } from './home/alarms.ts'
import { clean, purge, recover } from './photos/photo-cleaning.ts'
import { workOnOwn } from './photos/regenerating.ts'

const CLEANING_MS = 600_000
/** 500 MB from a phone in the field. */
const UPLOAD_MS = 3_600_000

const failed = (error: unknown) => log.error({ err: error }, 'leftover files were not removed')
const kept = (error: unknown) => log.error({ err: error }, 'batches that were never begun were not removed')

checkSchema(config.database)
const connection = connect(config.database, { timeout: 5000, ...watching })
const world = { ...connection, clock: Date.now }
// A file that cannot be removed is no reason to stay closed: the sweep (admin/photos/storage.ts) lists it.
await recover(connection, Date.now()).catch(failed)
if (config.instance === 0) {
  const tidy = async (now: number) => {
    await purge({ ...connection, now })
    await clean({ ...connection, now }, 'old')
  }
  setInterval(() => {
    void tidy(Date.now()).catch(failed)
    void forgetIdle(world, Date.now()).catch(kept)
  }, CLEANING_MS)
}
await workOnOwn(world)
await workOnOwnBatches(world)
watchOver(world)
const app = createApp(world)
const fallSilent = sayVitals('admin')
const close = () => Promise.all([fallSilent(), connection.close()])
listen(app, config.adminPort + config.instance, close, { arrivalMs: UPLOAD_MS })
