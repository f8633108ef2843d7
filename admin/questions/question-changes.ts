import type { history } from '../../shared/db/question-versions.ts'

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

/**
 * The versions that brought other words, newest first, with the names of what each changed against the one before. A save
 * of anything else, such as a state, is a version too; the history tells of it.
 */
export function changes(versions: Version[]) {
  return versions
    .map((version, i) => ({
      ...version,
      first: i === versions.length - 1,
      changed: differing(version, versions[i + 1]),
    }))
    .filter(({ first, changed }) => first || changed.length > 0)
    .map((version) => ({ ...version, list: JSON.parse(version.alternatives) as string[] }))
}

function differing(version: Version, before: Version | undefined): string[] {
  const names = Object.entries(FIELDS) as [keyof typeof FIELDS, string][]
  return before ? names.filter(([field]) => version[field] !== before[field]).map(([, name]) => name) : []
}
