import pino from 'pino'
import { config } from './config.ts'

/** JSON lines on stdout; PM2 and the system's log keep them. Passwords, tokens and cookies never get here. */
export const log = pino({
  level: config.logLevel,
  base: { pid: process.pid, instance: config.instance },
  serializers: { err: ({ name, message, code, stack }) => ({ name, message, code, stack }) },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
})
