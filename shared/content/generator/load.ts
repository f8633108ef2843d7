import { readFileSync } from 'node:fs'

/** A JSON file of one of the data packages. */
export function load<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`node_modules/${file}`, import.meta.url), 'utf8')) as T
}

/** The rows of a CSV file with a header, as objects. Quoted fields may hold commas, not line breaks. */
export function loadCsv(file: URL): Record<string, string>[] {
  const [header, ...rows] = readFileSync(file, 'utf8').trim().split('\n').map(fields)
  return rows.map((row) => Object.fromEntries(header!.map((name, i) => [name, row[i]!])))
}

function fields(line: string): string[] {
  const found = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)
  return [...found].map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? '')
}
