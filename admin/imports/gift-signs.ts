// gift-pegjs forgets doubled spaces, takes &&061; for an escaped =, and stops at a : in a text. So what must survive it
// is put in a code no text holds by itself, as its first sign is put in code too.
const MARK = '\ue000'
const coded = (text: string) =>
  Array.from(text, (sign) => `${MARK}${sign.codePointAt(0)!.toString(16)};`).join('')

/** A question as it stands in a file, so that the parser sees its structure and nothing else. */
export function shielded(text: string): string {
  const plain = text
    .replace(/[\ue000&]/g, coded)
    .replace(/\\([\\:#={}~n])/g, (_, sign) => coded(sign === 'n' ? '\n' : sign))
  const [open, close] = [plain.indexOf('{'), plain.lastIndexOf('}')]
  if (open < 0 || close < open) return plain
  const stem = plain.slice(0, open).replace(/^\s*::.*?::/s, '')
  const answers = plain.slice(open, close + 1).replaceAll(':', coded)
  return [
    stem.replace(/[=~#:]/g, coded),
    // Only without a ~ an arrow joins what is to be matched.
    answers.includes('~') ? answers.replaceAll('->', coded) : answers,
    plain.slice(close + 1).replace(/[=~#:]/g, coded),
  ]
    .join('')
    .replace(/(?<=[^\s{}=~#])[^\S\r\n]{2,}(?=[^\s{}=~#])/g, coded)
}

/** The text behind the shield. */
export const unshielded = (text: string) =>
  text.replace(/\ue000([0-9a-f]+);/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))

/** A text as GIFT writes it, on one line. */
export const escaped = (text: string) => text.replace(/[\\:#={}~]/g, '\\$&').replaceAll('\n', '\\n')

/** A value within [tag:…], where Moodle bears neither control characters nor some signs. */
export const tagged = (text: string) =>
  text.replace(/[%[\]<>`\\\p{Cc}]/gu, (sign) => `%${sign.codePointAt(0)!.toString(16).padStart(2, '0')}`)

export const untagged = (text: string) =>
  text.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The words of HTML, as Moodle writes its texts; a paragraph or break ends a line. */
export const wordsOf = (html: string) =>
  html
    .replace(/<br\s*\/?>|<\/(?:p|div|li|h\d)>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi, (entity, decimal, hex, name) => {
      const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16)
      return (name ? NAMED[name.toLowerCase()] : code <= 0x10ffff && String.fromCodePoint(code)) || entity
    })
