type Cell = string | number | undefined

/** What a spreadsheet would run, or would take for it behind its own apostrophe. */
const RUN = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/

/** With it Excel takes a file for UTF-8. */
export const BOM = '\ufeff'

/** A table as CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe in front. */
export const csv = (rows: Cell[][]) => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

/** The text of a cell as it was before `csv` made it harmless. */
export const unguarded = (text: string) => (text.startsWith("'") && RUN.test(text) ? text.slice(1) : text)

// Semicolons and tabs are quoted too: LibreOffice cuts at them unless it is told otherwise.
function cell(value: Cell): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value)
  const harmless = RUN.test(value) ? `'${value}` : value
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
