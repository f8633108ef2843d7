/** What a browser says went wrong, fit to be kept: no text of the person's, no address that leads to one. */
export interface BrowserError {
  message: string
  /** Path of the script and its line, such as /static/js/app.js:12; '' when unknown. */
  source: string
  page: string
  browser: string
}

const oneLine = (text: string, most: number) =>
  text
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()

/** Of an address only the path: what stands behind it may be about the person. */
const withoutQueries = (text: string) => text.replaceAll(/([/\w])[?#][^\s"'`<>()]*/g, '$1')

/** A number or a long word in an address is somebody’s job, card or link. */
function pathOf(address: string): string {
  const path = withoutQueries(address).replace(/^https?:\/\/[^/]*/, '')
  if (!path.startsWith('/')) return ''
  return path.replaceAll(/\/(?:\d+|[^/]{20,})(?=\/|$)/g, '/…')
}

/** The error as it is kept; undefined when nothing is said. Texts of any length and content may come in. */
export function readError(given: {
  message: string
  source: string
  line: string
  page: string
  agent: string
}): BrowserError | undefined {
  const message = oneLine(withoutQueries(given.message.slice(0, 2000)).replaceAll(/\S+@\S+/g, '…@…'), 500)
  if (!message) return undefined
  const script = oneLine(pathOf(given.source.slice(0, 2000)), 400)
  const line = /^[1-9]\d{0,6}$/.test(given.line) ? `:${given.line}` : ''
  return {
    message,
    source: script && script + line,
    page: oneLine(pathOf(given.page.slice(0, 2000)), 200),
    browser: browserOf(given.agent.slice(0, 1000)),
  }
}

/** What two reports of one error have in common. */
export const sameness = ({ message, source }: BrowserError) =>
  JSON.stringify([message.replaceAll(/\d+/g, '0'), source])

const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+).*Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** "Chrome 141 on Windows": no more of what a browser says of itself, as all of it tells people apart. */
function browserOf(agent: string): string {
  const [found] = BROWSERS.flatMap(([sign, name]) => {
    const version = sign.exec(agent)?.[1]
    return version ? [`${name} ${version.slice(0, 4)}`] : []
  })
  const system = SYSTEMS.find(([sign]) => sign.test(agent))?.[1]
  return `${found ?? 'Unknown browser'}${system ? ` on ${system}` : ''}`
}
