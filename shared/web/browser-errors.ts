import { createHash } from 'node:crypto'
import * as errors from '../db/errors.ts'
import { Invalid } from '../errors.ts'
import { readError, sameness } from '../rules/browser-errors.ts'
import type { Context } from './context.ts'
import type { Routes } from './routes.ts'

/** Where static/js/errors.js tells what went wrong in a browser; `prefix` is '' or '/admin'. Open to all whose page has a form's token. */
export const browserErrors = (prefix: string): Routes => [['POST', `${prefix}/errors`, take]]

async function take(ctx: Context) {
  const of = (name: string) => {
    const value = ctx.form[name]
    return typeof value === 'string' ? value : ''
  }
  const error = readError({
    ...{ message: of('message'), source: of('source'), line: of('line'), page: of('page') },
    agent: ctx.get('User-Agent'),
  })
  if (!error) throw new Invalid('An error has a message.')
  const fingerprint = createHash('sha256').update(sameness(error)).digest('hex')
  await ctx.write((tx) => errors.report(tx, { ...error, fingerprint }, ctx.now))
  ctx.status = 204
}
