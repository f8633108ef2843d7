import type { history } from '../shared/db/question-lists.ts'

type Version = Awaited<ReturnType<typeof history>>[number]

const FIELDS = {
  text: 'question',
  alternatives: 'alternatives',
  answer: 'right alternative',
  sorted: 'order',
  value: 'value',
  seconds: 'seconds',
  did_you_know: 'did you know',
  source: 'source',
  source_date: 'source date',
  photos: 'photos',
} as const

/** Each version, newest first, with the names of what it changed against the one before. */
export function changes(versions: Version[]) {
  return versions.map((version, i) => {
    const before = versions[i + 1]
    const names = Object.entries(FIELDS) as [keyof typeof FIELDS, string][]
    const changed = before
      ? names.filter(([field]) => version[field] !== before[field]).map(([, name]) => name)
      : []
    return { ...version, list: JSON.parse(version.alternatives) as string[], first: !before, changed }
  })
}
