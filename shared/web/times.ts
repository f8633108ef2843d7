import nunjucks from 'nunjucks'

/**
 * How the dashboard shows a moment: as an element that says it in UTC, which static/js/times.js turns into the
 * viewer's own zone. Not for attributes, and not for days that are days everywhere.
 */

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

const utc = (ms: number) => `${moment.format(ms)} UTC`

/** What the script makes of it: the moment, its day, or nothing, as "3 hours ago" is the same everywhere. */
type Shown = 'moment' | 'day' | 'ago'

function element(ms: number, shown: Shown, text: string) {
  const title = shown === 'moment' ? '' : ` title="${utc(ms)}"`
  const html = `<time datetime="${new Date(ms).toISOString()}" data-shown="${shown}"${title}>${text}</time>`
  return new nunjucks.runtime.SafeString(html)
}

/** `ago`: "3 hours ago" as seen at `now`, undefined for what lies too far back. */
export const timeFilters = (ago: (ms: number, now: number) => string | undefined) => ({
  dateTime: (ms: number) => element(ms, 'moment', utc(ms)),
  date: (ms: number) => element(ms, 'day', day.format(ms)),
  ago(ms: number, now: number) {
    const words = ago(ms, now)
    return words ? element(ms, 'ago', words) : element(ms, 'day', day.format(ms))
  },
})
