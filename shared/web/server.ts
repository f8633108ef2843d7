import { createServer, type RequestListener, type Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import type Koa from 'koa'
import { log } from '../log.ts'

const DRAIN_MS = 300

let leaving = false

/** Whether this process answers what it has begun and nothing else. */
export const isLeaving = () => leaving

/** Nobody holds a connection by sending slowly: a head has a minute to arrive, which is Node's own limit, all of a request `arrivalMs`. */
export function newServer(handle: RequestListener, arrivalMs: number): Server {
  // Node looks for those whose time is over every half minute: too seldom for a short one.
  const server = createServer({ connectionsCheckingInterval: Math.min(30_000, arrivalMs / 10) }, handle)
  // Nginx closes what it does not use for a minute. A report may stop the event loop for minutes, and then timers come before
  // what has arrived meanwhile: with 65 s a form was cut off (502) that came on a connection of Nginx' last five.
  server.keepAliveTimeout = 600_000
  server.requestTimeout = arrivalMs
  return server
}

/**
 * Takes no new connection, and resolves when those there are have been answered. What waits to be accepted or read is so in
 * the next turn of the event loop, and a busy one turns slowly: only then are the idle ones closed. Node's own
 * close() takes those whose request has come and was not read yet for idle, and cuts them off.
 */
async function finish(server: Server): Promise<void> {
  await turn()
  const finished = new Promise<void>((done) => void NetServer.prototype.close.call(server, () => done()))
  await turn()
  await turn()
  server.closeIdleConnections()
  await finished
}

/**
 * Listens on 127.0.0.1:`port`, tells PM2 when it is ready, and leaves without cutting anybody off: for 300 ms every
 * answer closes its connection, then the port is closed, and when the last answer is out `close` runs and the process
 * ends. `arrivalMs`: how long a request may take to arrive.
 */
export function listen(
  app: { callback: Koa['callback'] },
  port: number,
  close: () => Promise<unknown>,
  { arrivalMs = 300_000 } = {},
): void {
  const handle = app.callback()
  const server = newServer((request, response) => {
    if (leaving) response.setHeader('Connection', 'close')
    void handle(request, response)
  }, arrivalMs)
  server.listen(port, '127.0.0.1', () => process.send?.('ready'))
  const leave = () => {
    if (leaving) return
    leaving = true
    setTimeout(() => void finish(server).then(() => close().finally(() => process.exit(0))), DRAIN_MS)
  }
  process.on('SIGINT', leave)
  process.on('SIGTERM', leave)
  // PM2 is gone, perhaps while this process was being started: nobody would ever end it.
  process.on('disconnect', leave)
  if (process.connected === false) leave()
  // PM2 would swallow a rejection nobody awaited and leave a process that is up and serves nothing.
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error) => {
      log.fatal({ err: error }, 'uncaught error, leaving')
      process.exit(1)
    })
  }
}
