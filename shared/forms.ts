import { z } from 'zod'
import { passwordProblem } from './passwords.ts'

export type FieldErrors = Record<string, string>
export type Checked<T> = { values: T; errors?: undefined } | { values?: undefined; errors: FieldErrors }

/** The values of a posted form, or the first error of each field. */
export function check<T extends z.ZodType>(schema: T, form: unknown): Checked<z.output<T>> {
  const parsed = schema.safeParse(form)
  if (parsed.success) return { values: parsed.data }
  const errors: FieldErrors = {}
  for (const issue of parsed.error.issues) errors[issue.path.map(String).join('.')] ??= issue.message
  return { errors }
}

/** One line of text, trimmed, 1 to `most` characters, without control characters. */
export const line = (most: number) =>
  z
    .string('Fill this in.')
    .trim()
    .min(1, 'Fill this in.')
    .max(most, `At most ${most} characters.`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'This must be one line of plain text.')

/** A line that may be left out. */
export const optionalLine = (most: number) =>
  z.union([z.literal(''), line(most)], 'This must be one line of plain text.')

/** Text of several lines, trimmed, up to `most` characters; may be empty. A line ends with \n, as it is counted and kept. */
export const text = (most: number) =>
  z
    .string('This must be plain text.')
    .transform((value) =>
      value
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]/gu, '')
        .trim(),
    )
    .pipe(z.string().max(most, `At most ${most} characters.`))

/** A whole number typed into a field; an empty field is an error, not 0. */
export const whole = (least: number, most: number) =>
  z
    .string(`A number from ${least} to ${most}.`)
    .trim()
    .regex(/^\d{1,15}$/, `A number from ${least} to ${most}.`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `A number from ${least} to ${most}.`)

/** Degrees typed into a field, such as -33.87. */
export const degrees = (most: number) =>
  z
    .string(`Degrees from −${most} to ${most}.`)
    .trim()
    .regex(/^-?\d{1,3}(\.\d{1,10})?$/, `Degrees from −${most} to ${most}, such as -33.87.`)
    .transform(Number)
    .refine((n) => Math.abs(n) <= most, `Degrees from −${most} to ${most}.`)

export const checkbox = z
  .literal('1', 'Tick it or leave it.')
  .optional()
  .transform((value): 0 | 1 => (value ? 1 : 0))

export const email = z
  .string('Fill this in.')
  .trim()
  .toLowerCase()
  .max(254, 'This is too long for an e-mail address.')
  .pipe(z.email('This does not look like an e-mail address.'))

export const newPassword = z.string('Fill this in.').superRefine((value, context) => {
  const problem = passwordProblem(value)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})

/** `path` when it leads to this site, else `otherwise`: nobody is sent elsewhere by a link to us. */
export function ownPath(path: unknown, otherwise: string): string {
  return typeof path === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.includes('\\')
    ? path
    : otherwise
}
