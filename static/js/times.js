// The server says each moment in UTC. Here it becomes the viewer's own time, with the name of the zone; the UTC one stays
// at hand as the title.
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** Each English knows the names of the zones at home: British CET, American EST, Australian AEDT. Where none does it is GMT+5:45. */
const names = ['en-GB', 'en-US', 'en-AU', 'en-IN', 'en-NZ', 'en-ZA'].map(
  (locale) => new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }),
)

/** @param {Date} at */
function zone(at) {
  const found = names.map((one) => one.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value)
  return found.find((name) => name && !/^GMT[+-]/.test(name)) ?? found[0]
}

/** @param {Date} at */
const local = (at) => `${moment.format(at)} ${zone(at)}`

function localize() {
  for (const one of document.querySelectorAll('time[data-shown]')) {
    if (!(one instanceof HTMLTimeElement)) continue
    const at = new Date(one.dateTime)
    const { shown } = one.dataset
    delete one.dataset.shown
    one.title = shown === 'moment' ? (one.textContent ?? '') : `${local(at)} = ${one.title}`
    if (shown === 'moment') one.textContent = local(at)
    if (shown === 'day') one.textContent = day.format(at)
  }
}

localize()
// Lists that follow a run bring new times.
new MutationObserver(localize).observe(document.body, { childList: true, subtree: true })
