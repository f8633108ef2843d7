import { z } from 'zod'
import { NOMANSLAND } from '../../shared/db/cities.ts'
import type { CityWords } from '../../shared/db/city-edits.ts'
import type { Row } from '../../shared/db/tables.ts'
import { type Checked, check, checkbox, line, whole } from '../../shared/forms.ts'
import { FIRST_CITIES, MOON } from '../../shared/rules/fares.ts'
import { isEditor } from '../../shared/rules/roles.ts'
import type { Context } from '../../shared/web/context.ts'
import { numberOf } from '../lists/lists.ts'

/** What a form of a city has, whether the city is new or not. */
export const CityForm = z.object({
  name: line(60),
  airport: line(120),
  population: z.union(
    [z.literal('').transform(() => null), whole(1, 99_999_999)],
    'A number from 1 to 99999999, or nothing.',
  ),
  timezone: line(60).refine(isTimeZone, 'A time zone by its name, such as Europe/Paris.'),
  locked: checkbox,
})

/** Whether the machine knows the zone; an offset such as +02:00 is none, as it knows no summer time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Z]\w*([/+-]\w+)*$/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** Where the game sends players who have not signed up. */
const ALWAYS_OPEN = [NOMANSLAND, MOON, ...FIRST_CITIES]

/** What keeps a city from being locked: a sentence. */
export const lockProblem = (slug: string) =>
  ALWAYS_OPEN.includes(slug) ? 'Every player must be able to fly here, so it stays open.' : undefined

/** What was typed, or what is wrong with it. Only who looks after the world opens and locks a city. */
export function readCity(ctx: Context, before: Row<'cities'>): Checked<CityWords> {
  const { values, errors } = check(CityForm, ctx.form)
  const problem = isEditor(ctx.player) && ctx.form.locked && lockProblem(before.slug)
  if (problem) return { errors: { ...errors, locked: problem } }
  if (!values) return { errors }
  return { values: { ...values, locked: isEditor(ctx.player) ? values.locked : before.locked } }
}

/** A city as the form shows it. */
export const wordsOf = (city: Row<'cities'>): Record<string, unknown> => ({
  ...city,
  population: city.population ?? '',
  locked: city.locked ? '1' : '',
})

/** The photos that are kept, in the order of the numbers beside them; one that was moved to a place that is taken gets it. */
export function orderOf(photos: { id: number }[], form: Context['form']): number[] {
  const typed = (id: number) => numberOf(String(form[`place${id}`] ?? ''))
  return photos
    .map(({ id }, i) => ({ id, place: typed(id) ?? i + 1, before: i + 1 }))
    .filter(({ id }) => !form[`gone${id}`])
    .sort((a, b) => a.place - b.place || a.place - a.before - (b.place - b.before))
    .map(({ id }) => id)
}

/** The form's fields for photos of a city that are to be these, in this order; one that is not there cannot be said so. */
export const orderForm = (photos: { id: number }[], ids: number[]) =>
  Object.fromEntries(
    photos.map(({ id }) => (ids.includes(id) ? [`place${id}`, ids.indexOf(id) + 1] : [`gone${id}`, '1'])),
  )
