import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { config } from '../config.ts'
import { Invalid } from '../errors.ts'
import type { Context, Middleware, Upload } from './context.ts'

const FIELD_BYTES = 20_000
const FIELDS = 200
const FILE_BYTES = 25_000_000
const FORM_BYTES = 200_000

/** Reads a posted form into ctx.form. With `uploads` its files are streamed to disk, and taken away when the request ends. */
export const body =
  ({ uploads }: { uploads: number }): Middleware =>
  async (ctx, next) => {
    ctx.form = {}
    ctx.files = []
    try {
      if (ctx.method !== 'GET' && ctx.method !== 'HEAD' && ctx.request.length !== 0) await read(ctx, uploads)
      await next()
    } finally {
      for (const file of ctx.files) await rm(file.path, { force: true })
    }
  }

async function read(ctx: Context, uploads: number): Promise<void> {
  const type = ctx.get('Content-Type')
  const multipart = uploads > 0 && /^multipart\/form-data;/i.test(type)
  if (!multipart && !/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new Invalid('A form was expected here.', 415)
  }
  const most = multipart ? uploads * FILE_BYTES + FORM_BYTES : FORM_BYTES
  if ((ctx.request.length ?? 0) > most) throw new Invalid('That is more than can be taken at once.', 413)
  const { reader, problem, written } = parser(ctx, type, uploads)
  try {
    await pipeline(ctx.req, reader)
    await Promise.all(written)
  } catch (error) {
    await Promise.allSettled(written)
    throw problem() ?? new Invalid(`The form did not arrive whole (${(error as Error).message}).`, 400)
  }
  const found = problem()
  if (found) throw found
}

function parser(ctx: Context, type: string, uploads: number) {
  let problem: Invalid | undefined
  const refuse = (message: string) => {
    problem ??= new Invalid(message, 413)
  }
  const written: Promise<void>[] = []
  const reader = new Busboy({
    headers: { ...ctx.req.headers, 'content-type': type },
    limits: {
      fieldSize: FIELD_BYTES,
      fields: FIELDS + 1,
      fieldNameSize: 100,
      files: uploads,
      fileSize: FILE_BYTES,
    },
  })
  let fields = 0
  reader.on('field', (name, value, nameCut, valueCut) => {
    // The reader's own limit says nothing when all fields come in one chunk.
    if (++fields > FIELDS) return refuse('The form has too many fields.')
    if (nameCut || valueCut) return refuse('One of the fields is too long.')
    const before = ctx.form[name]
    ctx.form[name] = before === undefined ? value : [before, value].flat()
  })
  reader.on('filesLimit', () => refuse('Too many files at once.'))
  reader.on('file', (field, stream, name) => {
    stream.on('limit', () => refuse('The file is larger than 25 MB.'))
    const saved = save(ctx.files, { field, name: name ?? '' }, stream)
    saved.catch(() => {})
    written.push(saved)
  })
  return { reader, problem: () => problem, written }
}

async function save(files: Upload[], about: { field: string; name: string }, stream: NodeJS.ReadableStream) {
  await mkdir(config.incoming, { recursive: true })
  const file = { ...about, path: join(config.incoming, randomUUID()), bytes: 0 }
  files.push(file)
  stream.on('data', (chunk: Buffer) => {
    file.bytes += chunk.length
  })
  await pipeline(stream, createWriteStream(file.path, { mode: 0o600 }))
}
