import { open } from 'node:fs/promises'
import { config } from '../../shared/config.ts'
import * as batches from '../../shared/db/batches.ts'
import { NotFound } from '../../shared/errors.ts'
import type { FieldErrors } from '../../shared/forms.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context, Upload } from '../../shared/web/context.ts'
import { checkDisk } from '../../shared/web/disk.ts'
import { idParam, type Routes } from '../../shared/web/routes.ts'
import { waitFor } from '../batches/batches.ts'
import { workOn } from '../batches/batching.ts'
import { openList, type Source, sendFile } from '../lists/listings.ts'
import { type Asked, choice, goTo, oneOf } from '../lists/lists.ts'
import { choices } from '../questions/question-form.ts'
import { examples, quarantine } from './import-files.ts'
import { isCalled, namesFor } from './import-names.ts'
import { changesOf, type Input, showImport } from './import-pages.ts'
import { type Defaults, readInto, unreadable } from './import-reading.ts'
import { type Format, formatOf, readQuestions, writeQuestions } from './question-files.ts'
import { work } from './question-imports.ts'

export const routes: Routes = [
  ['GET', '/admin/imports', list],
  ['POST', '/admin/imports', create],
  ['GET', '/admin/imports/example', example],
  ['GET', '/admin/imports/:id', show],
  ['GET', '/admin/imports/:id/quarantine', sendQuarantine],
  ['GET', '/admin/imports/:id/changes', sendChanges],
]

const filters = { mine: choice(['1']) }

const source: Source<batches.Batch> = {
  path: '/admin/imports',
  name: 'imports',
  filters,
  find({ db, player }, { mine }: Asked<typeof filters>, cursor) {
    const person = mine || !isEditor(player) ? player.id : null
    return batches.list(db, { kind: 'import', person }, cursor)
  },
}

async function list(ctx: Context) {
  await showList(ctx, {}, {})
}

async function showList(ctx: Context, form: Context['form'], errors: FieldErrors) {
  const offered = await choices(ctx.db, ctx.player)
  ctx.render('admin/imports/list', {
    ...(await openList(ctx, source)),
    ...{ form, errors, ...offered },
  })
}

/** Reads the file into a batch, which is looked at line by line then. Nothing is changed by it. */
async function create(ctx: Context) {
  const { file, format, problem, status } = await fileOf(ctx)
  if (problem !== undefined) {
    ctx.status = status ?? 422
    return await showList(ctx, ctx.form, { file: problem })
  }
  await checkDisk(file.bytes)
  const defaults = await defaultsOf(ctx, format)
  const made = {
    kind: 'import',
    title: file.name.toWellFormed(),
    action: work.action,
    state: 'reading',
  } as const
  const by = { worker: config.instance, started_by: ctx.player.id, started_at: ctx.now }
  const id = await ctx.write((tx) => batches.insert(tx, { ...made, ...by }))
  try {
    const foreign = await readInto(ctx, id, readQuestions(file.path, format), defaults)
    if (foreign) await lookAt(ctx, id, { format, category: defaults.category, foreign: [...foreign] })
  } catch (error) {
    await ctx.write((tx) => batches.end(tx, id, 'cancelled', ctx.now, BROKEN_OFF))
    throw error
  }
  goTo(ctx, `/admin/imports/${id}`)
}

const BROKEN_OFF = 'This file could not be read to its end, so only a part of it is here. Bring it again.'

async function lookAt(ctx: Context, id: number, input: Input) {
  const begun = await ctx.write(async (tx) => {
    await batches.setInput(tx, id, JSON.stringify(input))
    return await batches.begin(tx, id, ['reading'], 'checking', config.instance)
  })
  if (begun) await waitFor(workOn(ctx, id))
}

type Sent =
  | { file: Upload; format: Format; problem?: undefined; status?: undefined }
  | { problem: string; status?: number; file?: undefined; format?: undefined }

async function fileOf(ctx: Context): Promise<Sent> {
  const file = ctx.files.find(({ field }) => field === 'file')
  if (!file || (file.name === '' && file.bytes === 0)) return { problem: 'Choose a file.' }
  if (file.problem) return { problem: file.problem, status: /larger/.test(file.problem) ? 413 : 422 }
  const format = formatOf(file.name, await beginning(file.path))
  if (!format)
    return {
      problem:
        'This is neither CSV nor GIFT nor JSON. Spreadsheets save CSV by “Save as”; its name ends with .csv.',
    }
  const problem = await unreadable(file.path, format)
  return problem === undefined ? { file, format } : { problem }
}

async function beginning(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2000), 0, 2000, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** What was chosen for lines that name no category, city or country. Other programs name categories of their own in GIFT. */
async function defaultsOf(ctx: Context, format: Format): Promise<Defaults> {
  const { categories, cities, countries } = await namesFor(ctx.db, ctx.player)
  const slug = (all: { value: string; slug: string }[], value: unknown) =>
    all.find((one) => one.value === value)?.slug
  const { category, subject } = ctx.form
  return {
    category: slug(categories, category),
    city: slug(cities, subject),
    country: slug(countries, subject),
    ...(format === 'gift' && { isCategory: (name: string) => isCalled(name, categories) }),
  }
}

/** A small file that this person could bring as it is. */
async function example(ctx: Context) {
  const format = oneOf(['csv', 'gift', 'json'], String(ctx.query.format)) ?? 'csv'
  sendFile(ctx, 'example', format, writeQuestions(format, await examples(ctx)))
}

async function show(ctx: Context) {
  await showImport(ctx, await ownImport(ctx))
}

async function sendQuarantine(ctx: Context) {
  const { id } = await ownImport(ctx)
  sendFile(ctx, `import-${id}-quarantine`, 'csv', quarantine(ctx.db, id))
}

/** All that questions would be changed in, field by field. */
async function sendChanges(ctx: Context) {
  const { id } = await ownImport(ctx)
  sendFile(ctx, `import-${id}-changes`, 'csv', changesOf(ctx, id))
}

/** An import of one's own; editors look after everybody's. */
async function ownImport(ctx: Context) {
  const batch = await batches.byId(ctx.db, idParam(ctx))
  const own = batch && (batch.started_by === ctx.player.id || isEditor(ctx.player))
  if (!own || batch.kind !== 'import') throw new NotFound()
  return batch
}
