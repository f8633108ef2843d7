import './priority.ts'
import { config } from '../shared/config.ts'
import { connect } from '../shared/db/connection.ts'
import { checkSchema } from '../shared/db/schema.ts'
import { log } from '../shared/log.ts'
import { listen } from '../shared/web/server.ts'
import { createApp } from './app.ts'

checkSchema(config.database)
const onLongWrite = (ms: number) => log.warn({ ms }, 'a write transaction held the lock for too long')
const connection = connect(config.database, { timeout: 5000, onLongWrite })
listen(createApp({ ...connection, clock: Date.now }), config.adminPort + config.instance, connection.close)
