import { asked } from '../app/play.ts'
import type { Page } from '../client.ts'

const NEXT = /deliveries[\s\S]*?name="slot" value="(\d+)"/

export interface Form {
  path: string
  fields: Record<string, string | number>
}

/** What somebody sends who sees this page of the job at `path`: an answer, the wish for the next question, or for another job. */
export function formOn(page: Page, path: string, category: string): Form {
  const question = asked(page)
  if (question) return { path: `${path}/answers`, fields: { slot: question.slot, option: question.slot % 4 } }
  const slot = NEXT.exec(page.text)?.[1]
  return slot ? { path: `${path}/deliveries`, fields: { slot } } : { path: '/jobs', fields: { category } }
}
