import { z } from 'zod'
import * as players from '../shared/db/players.ts'
import { check } from '../shared/forms.ts'
import type { Context } from '../shared/web/context.ts'
import type { Routes } from '../shared/web/routes.ts'

export const routes: Routes = [
  ['GET', '/settings', show],
  ['POST', '/settings', save],
]

const Settings = z.object({
  units: z.enum(['mi', 'km'], 'Choose miles or kilometres.'),
  clock: z
    .enum(['1', '0'], 'Choose with or without the clock.')
    .transform((value): 0 | 1 => (value === '1' ? 1 : 0)),
})

function show(ctx: Context) {
  ctx.render('app/settings/show', {
    form: { units: ctx.player.units, clock: ctx.player.clock },
    saved: ctx.query.saved === '1',
  })
}

async function save(ctx: Context) {
  const { values, errors } = check(Settings, ctx.form)
  if (!values) {
    ctx.status = 422
    return ctx.render('app/settings/show', { form: ctx.form, errors })
  }
  await ctx.write((tx) => players.setPreferences(tx, ctx.player.id, values))
  ctx.status = 303
  ctx.redirect('/settings?saved=1')
}
