import { config } from '../shared/config.ts'
import { connect } from '../shared/db/connection.ts'
import { checkSchema } from '../shared/db/schema.ts'
import { watching } from '../shared/web/measures.ts'
import { listen } from '../shared/web/server.ts'
import { sayVitals } from '../shared/web/vitals.ts'
import { createApp } from './app.ts'

checkSchema(config.database)
/** No time-out: this process never stands still for a lock, `write` waits off the event loop. */
const connection = connect(config.database, { timeout: 0, ...watching })
const app = createApp({ ...connection, clock: Date.now })
const fallSilent = sayVitals('app')
const close = () => Promise.all([fallSilent(), connection.close()])
listen(app, config.appPort, close)
