type Cell = string | number | undefined

/** A table as CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe in front. */
export const csv = (rows: Cell[][]) => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

function cell(value: Cell): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value)
  const harmless = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
