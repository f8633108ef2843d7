import { z } from 'zod'
import * as players from '../shared/db/players.ts'
import { check } from '../shared/forms.ts'
import { readable } from '../shared/rules/messages.ts'
import { nameProblem } from '../shared/rules/names.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [
  ['GET', '/settings', show],
  ['POST', '/settings', save],
  ['POST', '/settings/name', rename],
]

const Settings = z.object({
  units: z.enum(['mi', 'km'], 'Choose miles or kilometres.'),
  clock: z
    .enum(['1', '0'], 'Choose with or without the clock.')
    .transform((value): 0 | 1 => (value === '1' ? 1 : 0)),
})

const Name = z.object({
  name: z
    .string('Fill this in.')
    .transform(readable)
    .superRefine((name, context) => {
      const problem = nameProblem(name)
      if (problem) context.addIssue({ code: 'custom', message: problem })
    }),
})

function show(ctx: Context) {
  ctx.render('app/settings/show', { form: current(ctx), saved: ctx.query.saved === '1' })
}

async function save(ctx: Context) {
  const { values, errors } = check(Settings, ctx.form)
  if (!values) return refuse(ctx, errors)
  await ctx.write((tx) => players.setPreferences(tx, ctx.player.id, values))
  ctx.status = 303
  ctx.redirect('/settings?saved=1')
}

/** Another name. Whoever sends it twice has it already. */
async function rename(ctx: Context) {
  const { values, errors } = check(Name, ctx.form)
  if (!values) return refuse(ctx, errors)
  const renamed = await ctx.write((tx) => players.rename(tx, ctx.player.id, values.name))
  if (!renamed) return refuse(ctx, { name: 'Somebody is called that already. Take another name.' })
  ctx.status = 303
  ctx.redirect('/settings?saved=1')
}

/** What is in force now; each of the two forms shows what was typed into it on top of that. */
const current = ({ player }: Context) => ({ name: player.name, units: player.units, clock: player.clock })

function refuse(ctx: Context, errors: Record<string, string>) {
  ctx.status = 422
  ctx.render('app/settings/show', { form: { ...current(ctx), ...ctx.form }, errors })
}
