import { randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'node:querystring'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { config } from '../config.ts'
import { Invalid } from '../errors.ts'
import { fileNameProblem } from '../rules/file-names.ts'
import type { Context, Middleware, Upload } from './context.ts'
import { checkDisk, noRoom } from './disk.ts'

const FIELD_BYTES = 20_000
const FIELDS = 200
const FIELD_NAME = 100
const FORM_BYTES = 200_000
/** One file, where its door says nothing else, and all of a form together. Nginx has the same limits: deploy/nginx/dashboard.conf. */
const FILE_BYTES = 25_000_000
const FILES = 200
const FILES_BYTES = 520_000_000

const tooMuch = (most: number) =>
  new Invalid(`That is more than can be taken at once: at most ${most / 1_000_000} MB.`, 413)

export interface Uploads {
  /** Whose forms may bring files. */
  mayUpload: (ctx: Context) => boolean
  /** The bytes a file may have, by path, where they are others than a photo's. */
  fileBytes?: Readonly<Record<string, number>>
}

/**
 * Reads a posted form into ctx.form. Its files are streamed to disk for those who `mayUpload`, and taken away when the
 * request ends; one that is too large, or has a name no file has, carries its `problem` instead.
 */
export const body =
  ({ mayUpload, fileBytes = {} }: Uploads): Middleware =>
  async (ctx, next) => {
    ctx.form = Object.create(null)
    ctx.files = []
    try {
      if (ctx.method !== 'GET' && ctx.method !== 'HEAD' && ctx.request.length !== 0)
        await read(ctx, mayUpload, fileBytes[ctx.path] ?? FILE_BYTES)
      await next()
    } finally {
      for (const file of ctx.files) await rm(file.path, { force: true })
    }
  }

async function read(ctx: Context, mayUpload: Uploads['mayUpload'], fileBytes: number): Promise<void> {
  const type = ctx.get('Content-Type')
  const multipart = /^multipart\/form-data;/i.test(type) && mayUpload(ctx)
  if (!multipart && !/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new Invalid('A form was expected here.', 415)
  }
  const most = multipart ? FILES_BYTES : FORM_BYTES
  const { length = 0 } = ctx.request
  if (length > most) throw tooMuch(most)
  if (!multipart) return addFields(ctx.form, await textOf(ctx, most))
  await checkDisk(length)
  const form = parser(ctx, type, fileBytes)
  try {
    // Not destroyed when something is wrong: then nobody would see the answer that says so.
    const arriving = ctx.req.iterator({ destroyOnReturn: false })
    await pipeline(upTo(most, arriving), form.reader)
    await Promise.all(form.written)
  } catch (error) {
    ctx.req.resume()
    for (const stream of form.streams) stream.destroy()
    await Promise.allSettled(form.written)
    throw error instanceof Invalid ? error : (noRoom(error) ?? form.problem() ?? cut())
  }
  const found = form.problem()
  if (found) throw found
}

/** The body of a form without files, which is small: by events, as streams and their pipelines took a tenth of an answer's time. */
function textOf({ req }: Context, most: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    if (req.destroyed) reject(cut())
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > most) reject(tooMuch(most))
      else chunks.push(chunk)
    })
    req.once('end', () => resolve(Buffer.concat(chunks).toString()))
    req.once('close', () => {
      if (!req.readableEnded) reject(cut())
    })
    req.once('error', () => reject(cut()))
  })
}

/** Stops at the first field too many: a body of nothing but `a&` would keep a parser of all of it busy for 100 ms. */
function addFields(form: Context['form'], text: string): void {
  const found = parse(text, '&', '=', { maxKeys: FIELDS + 1 })
  if (Object.values(found).flat().length > FIELDS) throw tooMany()
  for (const [name, values = ''] of Object.entries(found)) {
    const long = [values].flat().some((one) => one.length > FIELD_BYTES)
    if (long || name.length > FIELD_NAME) throw tooLong()
  }
  Object.assign(form, found)
}

const tooMany = () => new Invalid('The form has too many fields.', 413)
const tooLong = () => new Invalid('One of the fields is too long.', 413)

const cut = () => new Invalid('The form did not arrive whole.', 400)

/** Ends a body that does not say how long it is and goes on for ever. */
async function* upTo(most: number, chunks: AsyncIterable<Buffer>) {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > most) throw tooMuch(most)
    yield chunk
  }
}

function newReader(ctx: Context, type: string, fileSize: number) {
  try {
    return new Busboy({
      headers: { ...ctx.req.headers, 'content-type': type },
      preservePath: true,
      limits: {
        fieldSize: FIELD_BYTES,
        fields: FIELDS + 1,
        fieldNameSize: FIELD_NAME,
        files: FILES,
        fileSize,
      },
    })
  } catch {
    throw new Invalid('A form was expected here.', 400)
  }
}

function parser(ctx: Context, type: string, fileBytes: number) {
  let problem: Invalid | undefined
  const refuse = (why: Invalid) => {
    problem ??= why
  }
  const written: Promise<void>[] = []
  const streams: Readable[] = []
  const reader = newReader(ctx, type, fileBytes)
  let fields = 0
  reader.on('field', (name, value, nameCut, valueCut) => {
    // The reader's own limit says nothing when all fields come in one chunk.
    if (++fields > FIELDS) return refuse(tooMany())
    if (nameCut || valueCut) return refuse(tooLong())
    const before = ctx.form[name]
    ctx.form[name] = before === undefined ? value : [before, value].flat()
  })
  reader.on('filesLimit', () =>
    refuse(new Invalid(`At most ${FILES} files can be taken at once. Send them in parts.`, 413)),
  )
  reader.on('file', (field, stream, name = '') => {
    const path = join(config.incoming, randomUUID())
    const file: Upload = { field, name, path, bytes: 0, problem: fileNameProblem(name) }
    ctx.files.push(file)
    streams.push(stream)
    const saved = save(file, stream, fileBytes)
    saved.catch(() => {})
    written.push(saved)
  })
  return { reader, problem: () => problem, written, streams }
}

/** Whatever goes wrong with this file, its stream is read to the end: others come behind it. */
async function save(file: Upload, stream: Readable, most: number): Promise<void> {
  stream.on('error', () => {})
  stream.on('limit', () => {
    file.problem ??= `The file is larger than ${most / 1_000_000} MB.`
  })
  try {
    if (!file.problem) await write(file, stream)
  } finally {
    stream.resume()
  }
}

async function write(file: Upload, stream: Readable): Promise<void> {
  await mkdir(config.incoming, { recursive: true })
  // Opened before the pipeline, which does not wait for an opening when it fails: the file would appear behind its removal.
  const kept = await open(file.path, 'wx', 0o600)
  const chunks = counted(file, stream.iterator({ destroyOnReturn: false }))
  await pipeline(chunks, kept.createWriteStream())
}

async function* counted(file: Upload, chunks: AsyncIterable<Buffer>) {
  for await (const chunk of chunks) {
    file.bytes += chunk.length
    yield chunk
  }
}
