const words = (value: unknown) =>
  String(value ?? '')
    .replaceAll('\r\n', '\n')
    .trim()

/** Whether two values are the same words: browsers send a line's end as they like. */
export const isSame = (one: unknown, other: unknown) => words(one) === words(other)

/** Both versions, field by field, in the words of the form: `labels` name the fields, `show` says what a value means. */
export function compareFields(
  labels: Record<string, string>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
  show = (_field: string, value: string) => value,
) {
  return Object.entries(labels).map(([field, label]) => {
    const [left, right] = [show(field, words(mine[field])), show(field, words(theirs[field]))]
    return { label, mine: left, theirs: right, differs: left !== right }
  })
}
