/**
 * What is never asked and never offered as a wrong answer: facts that are disputed, that depend on whom one
 * asks, or that are about to change. Countries by ISO 3166 code; pairs of countries in alphabetical order.
 */

/** Two capitals, a capital without law, a disputed one, or a seat of government elsewhere. */
const DISPUTED_CAPITAL = ['BI', 'BJ', 'BO', 'CH', 'CI', 'IL', 'LK', 'MY', 'NL', 'NR', 'PS', 'SZ', 'TZ', 'ZA']
/** A move of the capital is under way or decided (Indonesia, Equatorial Guinea), or its name or seat is unsettled. */
const CHANGING_CAPITAL = ['ID', 'GQ', 'YE', 'KI', 'PW', 'ME']
export const NO_CAPITAL = new Set([...DISPUTED_CAPITAL, ...CHANGING_CAPITAL])

/** Several currencies in use, or sources that disagree about them. */
export const NO_CURRENCY = new Set('ZW SV HT PA FM KH BS BT LS NA SZ'.split(' '))

/** Currency changed so recently that the older sources still show the former one; CLDR is right. */
export const NEW_CURRENCY: Record<string, string> = { BG: 'EUR', SL: 'SLE' }

/** Pairs of countries of which it is never said that they border each other, nor that they do not. */
export const UNSETTLED_BORDERS = new Set([
  'IN-LK', // Adam's Bridge
  'BR-FR',
  'FR-SR',
  'FR-NL',
  'NL-VE',
  'AU-FR', // overseas France and the Netherlands
  'ES-MA',
  'ES-GB', // Ceuta, Melilla, Gibraltar
  'CA-DK', // Hans Island
  'DZ-MA',
  'MA-MR',
  'DZ-MR', // Western Sahara
  'AL-RS',
  'ME-RS',
  'MK-RS', // Kosovo
  'EG-IL',
  'IL-JO', // Palestine
  'IL-SY', // Golan
  'BW-ZM',
  'NA-ZW', // the point in the Zambezi
  'DJ-SO', // Somaliland
  'AF-IN',
  'CN-PK',
  'IN-PK',
  'CN-IN', // Kashmir
  'AE-QA',
  'KE-SD',
  'EG-SD',
  'RU-UA',
  'GE-RU',
  'AM-AZ', // claims and wars
  'CY-GB',
  'CU-US', // military bases
  'BH-SA',
  'MY-SG',
  'DK-SE', // bridges and causeways
])

/** Area or coast depends on disputed land or on overseas territories. */
export const NO_AREA = new Set('FR MA RS UA RU IN PK CN CY IL SO SD SS NO DK NL US CL EC'.split(' '))

/** They lie on two continents, or on both sides of the line that one or the other draws between them. */
export const STRADDLERS = new Set('TR RU KZ EG AZ GE AM CY ID'.split(' '))

/** On the Caspian or the Aral Sea, which some call lakes; a coast of a few steps, or one that is disputed. */
export const NO_COAST = new Set('AZ KZ TM UZ RU IR BA CD SI SO SD SS IL MA'.split(' '))

/**
 * No law makes their language official, or the law has just changed (Algeria, Ethiopia, Mali, Niger, North
 * Macedonia, the United States), or it goes by two names (Moldova).
 */
export const NO_LANGUAGE = new Set('AR AU CL DZ ET GB JP MD MK ML MX NE US UY'.split(' '))

/** Names so alike that they never stand in one question. */
export const NEVER_TOGETHER = [
  ['CD', 'CG'],
  ['KP', 'KR'],
  ['GN', 'GW', 'GQ', 'PG'],
  ['DM', 'DO'],
  ['NE', 'NG'],
  ['SD', 'SS'],
]

/** Their borders are disputed, and the map draws them as one side sees them; Canada is not Canada without its islands. */
export const NO_OUTLINE = new Set('UA RU MA IN PK CN CY IL RS SO SD SS SY CA'.split(' '))

/** Flags one should not have to tell apart in seconds: the same layout in colours that are nearly the same. */
const ALIKE_FLAGS = [
  'RO TD MD AD',
  'ID MC SG PL',
  'EG IQ YE SY',
  'AU NZ',
  'NL LU PY HR',
  'IE CI IT MX',
  'NI SV HN AR GT',
  'CO EC VE',
  'SI SK RU RS',
  'ML GN SN CM',
  'BH QA',
  'NO IS',
  'AT LV',
  'GH BO ET',
  'LI HT',
  'IN NE',
  'HU TJ',
  'TH CR',
  'TR TN',
  'US LR',
  'LS SL',
  'FJ TV',
  'BJ GW',
].map((codes) => codes.split(' '))

/** Afghanistan has two flags; on the others one can read the name of the country. */
export const NO_FLAG = new Set(['AF', 'BO', 'DO', 'NI', 'PY', 'SV'])

export function flagsDiffer(a: string, b: string): boolean {
  return !ALIKE_FLAGS.some((codes) => codes.includes(a) && codes.includes(b))
}

export function together(a: string, b: string): boolean {
  return !NEVER_TOGETHER.some((names) => names.includes(a) && names.includes(b))
}

export function pair(a: string, b: string): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`
}
