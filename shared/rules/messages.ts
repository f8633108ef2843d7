export const LONGEST_MESSAGE = 280
export const MESSAGES_A_DAY = 5

/** One line of readable text: runs of blanks become one; what is invisible, turns the direction of writing or towers over its line goes. */
export const readable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u2800]+/gu, ' ')
    .replace(/[[\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u200c\u200d\p{Variation_Selector}]]/gv, '')
    .replace(STRAY_JOINER, '')
    .normalize('NFC')
    .replace(STRAY_MARKS, '')
    .replace(TOWERS, '$1')
    .replace(/\s+/gu, ' ')
    .trim()

/** What joins letters or emoji has something before it, and a letter or an emoji after it. */
const STRAY_JOINER =
  /[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])|(?<![^\s\u200c\u200d])[\u200c\u200d]/gu

/** Accents on nothing. */
const STRAY_MARKS = /(?<!\S)[\p{M}\u200c\u200d]+/gu

/** Two accents on a letter are enough for every language that shares them; scripts with signs of their own stack four. */
const TOWERS = /((?:[\p{M}&&\p{Script=Inherited}]{2}|\p{M}{4}))\p{M}+/gv
