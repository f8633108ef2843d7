export const LONGEST_MESSAGE = 280
export const MESSAGES_A_DAY = 5

/** One line of readable text: runs of blanks become one, what is invisible or turns the direction of writing goes. */
export const readable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
