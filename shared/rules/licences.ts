/** The licences a photo may come with, as its credit names them, and where each can be read. */
const DEEDS = new Map([
  ['Own work, CC BY 4.0', 'https://creativecommons.org/licenses/by/4.0/'],
  ['CC BY 4.0', 'https://creativecommons.org/licenses/by/4.0/'],
  ['CC BY-SA 4.0', 'https://creativecommons.org/licenses/by-sa/4.0/'],
  ['CC BY 3.0', 'https://creativecommons.org/licenses/by/3.0/'],
  ['CC BY-SA 3.0', 'https://creativecommons.org/licenses/by-sa/3.0/'],
  ['CC BY 2.0', 'https://creativecommons.org/licenses/by/2.0/'],
  ['CC BY-SA 2.0', 'https://creativecommons.org/licenses/by-sa/2.0/'],
  ['CC0', 'https://creativecommons.org/publicdomain/zero/1.0/'],
  ['Public domain', 'https://creativecommons.org/publicdomain/mark/1.0/'],
  ['MIT', 'https://opensource.org/license/mit'],
])

/** The names of the licences, in the order of a form's list. */
export const LICENCES: readonly string[] = [...DEEDS.keys()]

/** Where the licence of this name can be read; undefined for one that is not on the list. */
export const deedOf = (licence: string): string | undefined => DEEDS.get(licence)
