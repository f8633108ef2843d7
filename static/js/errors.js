// Loaded before all other scripts: what goes wrong in them is told to the server, each thing once and five at most.
const MOST = 5
const told = new Set()

/** @param {string} message @param {string} source @param {number | string} line */
function tell(message, source, line) {
  const key = `${message} ${source} ${line}`
  const token =
    /** @type {HTMLInputElement | null} */ (document.querySelector('input[name=csrf]'))?.value ??
    /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name=csrf]'))?.content
  if (!token || told.size >= MOST || told.has(key)) return
  told.add(key)
  const { pathname } = location
  const what = { message: message.slice(0, 1000), source: source.split(/[?#]/)[0] ?? '', line: String(line) }
  const body = new URLSearchParams({ csrf: token, ...what, page: pathname })
  navigator.sendBeacon(/^\/admin(\/|$)/.test(pathname) ? '/admin/errors' : '/errors', body)
}

// What an extension of the browser does wrong is not ours.
addEventListener('error', ({ message, filename, lineno }) => {
  if (filename?.startsWith(location.origin)) tell(message, filename, lineno)
})

addEventListener('unhandledrejection', ({ reason }) => {
  const stack = reason instanceof Error ? (reason.stack ?? '') : ''
  const [, source = '', line = ''] = /([a-z-]+:\/\/[^\s()]+?):(\d+):\d+/.exec(stack) ?? []
  if (source && !source.startsWith(location.origin)) return
  tell(
    `Unhandled: ${reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason)}`,
    source,
    line,
  )
})
