import { z } from 'zod'
import * as cities from '../../shared/db/cities.ts'
import { type Checked, check } from '../../shared/forms.ts'
import { ROLES, type Role } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'

const CHOOSE = 'Choose one of the list.'
const RoleForm = z.object({ role: z.enum(ROLES, CHOOSE), country: z.string(CHOOSE).max(2, CHOOSE) })

/** A role with its country, which only an ambassador has. */
export async function readRole(ctx: Context): Promise<Checked<{ role: Role; country: string | null }>> {
  const { values, errors } = check(RoleForm, { country: '', ...ctx.form })
  if (!values) return { errors }
  if (values.role !== 'ambassador') return { values: { role: values.role, country: null } }
  const known = (await cities.countries(ctx.db)).some((country) => country.iso2 === values.country)
  return known ? { values } : { errors: { country: 'Choose the country they look after.' } }
}
