/**
 * What this application is *not*: both groups in one process. Run by report.test.ts, to show that its test can fail, and held
 * beside what it is by the bench isolation.
 * The report's answer says how many public answers this process had given when the report began and when it ended.
 */
import { createServer } from 'node:http'
import { createApp as createAdmin } from '../../admin/app.ts'
import { createApp as createPublic } from '../../app/app.ts'
import { config } from '../../shared/config.ts'
import { connect } from '../../shared/db/connection.ts'

const services = { ...connect(config.database, { timeout: 0 }), clock: Date.now }
const dashboard = createAdmin(services)
const site = createPublic(services)
let answered = 0
site.middleware.unshift(async (_, next) => {
  await next()
  answered++
})
dashboard.middleware.unshift(async (ctx, next) => {
  const before = answered
  await next()
  ctx.set('Public-Answers', String(answered - before))
})
const handlers = { dashboard: dashboard.callback(), site: site.callback() }
const server = createServer((request, response) => {
  void handlers[request.url?.startsWith('/admin') ? 'dashboard' : 'site'](request, response)
})
server.listen(config.appPort, '127.0.0.1', () => process.send?.('ready'))
