/** While one types, the airport shows only what matches. Without this file the form asks the server, which finds the same. */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form.find'))
const rows = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.departures li'))
const none = /** @type {HTMLElement | null} */ (document.querySelector('[data-none]'))

/** @param {string} text */
const plain = (text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** @param {Element} row */
const wordsOf = (row) => {
  const [code, name, country] = ['.code', 'a', '.trip'].map(
    (part) => row.querySelector(part)?.textContent ?? '',
  )
  return plain(`${name} ${country?.split(' · ')[0]} ${code}`)
}

const words = new Map([...rows].map((row) => [row, wordsOf(row)]))

function filter() {
  if (!form) return
  const data = new FormData(form)
  const [wanted, region] = [plain(String(data.get('q'))), String(data.get('region'))]
  const looking = wanted !== '' || region !== ''
  let found = 0
  for (const row of rows) {
    const shown =
      row.dataset.region === '' ||
      (words.get(row)?.includes(wanted) && (!region || row.dataset.region === region))
    row.hidden = !shown
    if (shown && row.dataset.region !== '') found++
  }
  for (const more of document.querySelectorAll('details.more')) more.toggleAttribute('open', looking)
  for (const section of document.querySelectorAll('main section:has(.departures)'))
    if (section instanceof HTMLElement)
      section.hidden = !section.querySelector('.departures li:not([hidden])')
  form.parentElement?.classList.toggle('looking', looking)
  if (none) none.hidden = found > 0
}

form?.addEventListener('input', filter)
