import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { config } from '../config.ts'
import { Invalid } from '../errors.ts'
import type { Context, Middleware, Upload } from './context.ts'

const FIELD_BYTES = 20_000
const FIELDS = 200
/** One file, and all of a form together. */
const FILE_BYTES = 25_000_000
const FILES = 4
const FORM_BYTES = 200_000

/** Under this much free disk nothing is taken to disk any more. */
const LEAST_FREE_BYTES = 500_000_000

/** Reads a posted form into ctx.form. A file is streamed to disk for those who `mayUpload`, and taken away when the request ends. */
export const body =
  (mayUpload: (ctx: Context) => boolean): Middleware =>
  async (ctx, next) => {
    ctx.form = Object.create(null)
    ctx.files = []
    try {
      if (ctx.method !== 'GET' && ctx.method !== 'HEAD' && ctx.request.length !== 0)
        await read(ctx, mayUpload(ctx))
      await next()
    } finally {
      for (const file of ctx.files) await rm(file.path, { force: true })
    }
  }

async function read(ctx: Context, mayUpload: boolean): Promise<void> {
  const type = ctx.get('Content-Type')
  const multipart = mayUpload && /^multipart\/form-data;/i.test(type)
  if (!multipart && !/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new Invalid('A form was expected here.', 415)
  }
  const most = multipart ? FILE_BYTES + FORM_BYTES : FORM_BYTES
  if ((ctx.request.length ?? 0) > most) throw new Invalid('That is more than can be taken at once.', 413)
  if (multipart) await checkDisk()
  const form = parser(ctx, type)
  try {
    await pipeline(ctx.req, (chunks: AsyncIterable<Buffer>) => upTo(most, chunks), form.reader)
    await Promise.all(form.written)
  } catch (error) {
    for (const stream of form.streams) stream.destroy()
    await Promise.allSettled(form.written)
    const cut = new Invalid('The form did not arrive whole.', 400)
    throw error instanceof Invalid ? error : (form.problem() ?? cut)
  }
  const found = form.problem()
  if (found) throw found
}

/** Ends a body that does not say how long it is and goes on for ever. */
async function* upTo(most: number, chunks: AsyncIterable<Buffer>) {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > most) throw new Invalid('That is more than can be taken at once.', 413)
    yield chunk
  }
}

async function checkDisk(): Promise<void> {
  const { bavail, bsize } = await statfs(config.dataDir)
  if (bavail * bsize > LEAST_FREE_BYTES) return
  throw new Invalid(
    'The disk of the server is nearly full: no photo can be taken now. Nothing was changed.',
    507,
  )
}

function newReader(ctx: Context, type: string) {
  try {
    return new Busboy({
      headers: { ...ctx.req.headers, 'content-type': type },
      limits: {
        fieldSize: FIELD_BYTES,
        fields: FIELDS + 1,
        fieldNameSize: 100,
        files: FILES,
        fileSize: FILE_BYTES,
      },
    })
  } catch {
    throw new Invalid('A form was expected here.', 400)
  }
}

function parser(ctx: Context, type: string) {
  let problem: Invalid | undefined
  const refuse = (message: string) => {
    problem ??= new Invalid(message, 413)
  }
  const written: Promise<void>[] = []
  const streams: Readable[] = []
  const reader = newReader(ctx, type)
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
    streams.push(stream)
    const saved = save(ctx.files, { field, name: name ?? '' }, stream)
    saved.catch(() => {})
    written.push(saved)
  })
  return { reader, problem: () => problem, written, streams }
}

async function save(files: Upload[], about: { field: string; name: string }, stream: Readable) {
  await mkdir(config.incoming, { recursive: true })
  const file = { ...about, path: join(config.incoming, randomUUID()), bytes: 0 }
  files.push(file)
  stream.on('data', (chunk: Buffer) => {
    file.bytes += chunk.length
  })
  await pipeline(stream, createWriteStream(file.path, { mode: 0o600 }))
}
