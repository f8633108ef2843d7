import './priority.ts'
import { config } from '../shared/config.ts'
import { connect } from '../shared/db/connection.ts'
import { checkSchema } from '../shared/db/schema.ts'
import { copyWal } from '../shared/db/wal.ts'
import { log } from '../shared/log.ts'
import { watching } from '../shared/web/measures.ts'
import { listen } from '../shared/web/server.ts'
import { sayVitals } from '../shared/web/vitals.ts'
import { createApp } from './app.ts'
import { workOnOwnBatches } from './batches/batching.ts'
import { watchOver } from './home/alarms.ts'
import { recover } from './photos/photo-cleaning.ts'
import { workOnOwn } from './photos/regenerating.ts'
import { keepUp } from './upkeep/upkeep.ts'

/** 500 MB from a phone in the field. */
const UPLOAD_MS = 3_600_000

const failed = (error: unknown) => log.error({ err: error }, 'leftover files were not removed')

checkSchema(config.database)
const connection = connect(config.database, { timeout: 5000, ...watching })
const world = { ...connection, clock: Date.now }
// A file that cannot be removed is no reason to stay closed: the sweep (admin/photos/storage.ts) lists it.
await recover(connection, Date.now()).catch(failed)
await workOnOwn(world)
await workOnOwnBatches(world)
watchOver(world)
const app = createApp(world)
const fallSilent = sayVitals('admin')
const endUpkeep = keepUp(world)
const endCopying = copyWal(config.database)
const close = () => {
  endUpkeep()
  endCopying()
  return Promise.all([fallSilent(), connection.close()])
}
listen(app, config.adminPort + config.instance, close, { arrivalMs: UPLOAD_MS })
