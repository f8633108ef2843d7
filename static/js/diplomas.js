/** The buttons that only work with this file. */
const print = /** @type {HTMLElement | null} */ (document.querySelector('[data-print]'))
const share = /** @type {HTMLElement | null} */ (document.querySelector('[data-share]'))

if (print && share) {
  print.hidden = share.hidden = false
  print.addEventListener('click', () => window.print())
  share.addEventListener('click', () => void shareLink(share))
}

/** @param {HTMLElement} button */
async function shareLink(button) {
  const { share: url = '', title = '' } = button.dataset
  try {
    if (navigator.share) await navigator.share({ url, title })
    else {
      await navigator.clipboard.writeText(url)
      button.textContent = 'Address copied'
    }
  } catch {
    // Sharing was called off, or the browser does not allow it: the address bar has it too.
  }
}
