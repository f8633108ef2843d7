import { z } from 'zod'
import * as cities from '../shared/db/cities.ts'
import * as messages from '../shared/db/messages.ts'
import * as players from '../shared/db/players.ts'
import { Conflict, NotFound } from '../shared/errors.ts'
import { check } from '../shared/forms.ts'
import { spoken } from '../shared/rules/cities.ts'
import { MESSAGE_REASONS } from '../shared/rules/complaints.ts'
import { LONGEST_MESSAGE, MESSAGES_A_DAY, readable } from '../shared/rules/messages.ts'
import { dayOf } from '../shared/rules/weeks.ts'
import type { Context } from '../shared/web/context.ts'
import { beforeOf, idParam, type Routes } from '../shared/web/routes.ts'
import { findCity, showCity } from './cities.ts'
import { reasonFrom, takeComplaint } from './reasons.ts'

export const routes: Routes = [
  ['GET', '/cities/:slug/messages', list],
  ['POST', '/messages', write],
  ['POST', '/messages/:id/removal', remove],
  ['GET', '/messages/:id/complaints', showComplaint],
  ['POST', '/messages/:id/complaints', complain],
]

const PAGE = 25

const Message = z.object({
  text: z
    .string('Write something first.')
    .transform(readable)
    .pipe(
      z
        .string()
        .min(1, 'Write something first.')
        .max(LONGEST_MESSAGE, `At most ${LONGEST_MESSAGE} characters.`),
    ),
})

/** The whole wall of a city, page by page. */
async function list(ctx: Context) {
  const city = await findCity(ctx)
  const before = beforeOf(ctx)
  const rows = await messages.page(ctx.db, city.id, before, PAGE + 1)
  ctx.render('app/messages/list', {
    city,
    spoken: spoken(city.name),
    wall: rows.slice(0, PAGE),
    older: rows[PAGE] && rows[PAGE - 1]!.id,
    first: before === Number.MAX_SAFE_INTEGER,
  })
}

/** Writes on the wall of the city one is in. Sent again on the same day it is the same message. */
async function write(ctx: Context) {
  const { values, errors } = check(Message, ctx.form)
  if (!values) return await refuse(ctx, errors)
  const day = dayOf(ctx.now)
  const tooMany = await ctx.write(async (tx) => {
    const { id, city_id } = (await players.byId(tx, ctx.player.id))!
    const here = (await cities.byId(tx, city_id))!
    if (here.slug !== ctx.form.city)
      throw new Conflict(
        `You are ${here.country ? 'in' : 'on'} ${spoken(here.name)} now. Walls are written on where one is.`,
      )
    const today = await messages.ofDay(tx, id, day)
    const again = today.some((one) => one.city_id === city_id && one.text === values.text)
    if (!again && today.length >= MESSAGES_A_DAY) return true
    await messages.insert(tx, { player_id: id, city_id, text: values.text, day, at: ctx.now })
    return false
  })
  if (tooMany)
    return await refuse(ctx, {
      text: `You have written ${MESSAGES_A_DAY} messages today. The wall will be here tomorrow.`,
    })
  ctx.status = 303
  ctx.redirect(`/cities/${ctx.form.city}#wall`)
}

async function refuse(ctx: Context, errors: Record<string, string>) {
  ctx.status = 422
  const city = await cities.bySlug(ctx.db, ctx.player.city_slug)
  await showCity(ctx, city!, { form: ctx.form, errors })
}

/** Takes one's own message back; it may be sent twice. */
async function remove(ctx: Context) {
  const slug = await ctx.write(async (tx) => {
    const message = await messages.own(tx, ctx.player.id, idParam(ctx))
    if (!message) throw new NotFound('There is no such message of yours.')
    await messages.hide(tx, message.id, ctx.player.id, ctx.now)
    return message.city_slug
  })
  ctx.status = 303
  ctx.redirect(`/cities/${slug}#wall`)
}

async function showComplaint(ctx: Context) {
  const message = await findForeign(ctx, ctx.db)
  ctx.render('app/messages/complaint', { message, reasons: MESSAGE_REASONS, sent: ctx.query.sent === '1' })
}

async function complain(ctx: Context) {
  const { values, errors } = check(reasonFrom(MESSAGE_REASONS), ctx.form)
  if (!values) {
    const message = await findForeign(ctx, ctx.db)
    ctx.status = 422
    return ctx.render('app/messages/complaint', { message, reasons: MESSAGE_REASONS, form: ctx.form, errors })
  }
  const id = await ctx.write(async (tx) => {
    const message = await findForeign(ctx, tx)
    const said = { about_id: message.player_id, said: message.text, message_id: message.id }
    await takeComplaint(tx, {
      kind: 'message',
      player_id: ctx.player.id,
      ...said,
      ...values,
      at: ctx.now,
    })
    return message.id
  })
  ctx.status = 303
  ctx.redirect(`/messages/${id}/complaints?sent=1`)
}

/** A message somebody else wrote and nobody has hidden. */
async function findForeign(ctx: Context, on: Parameters<typeof messages.shown>[0]) {
  const message = await messages.shown(on, idParam(ctx))
  if (!message || message.player_id === ctx.player.id)
    throw new NotFound('There is no such message to report.')
  return message
}
