/** Where facts come from, when they were published, and until when we trust them. */
export const COUNTRY_LIST = 'mledoze/countries 5.1.0, https://github.com/mledoze/countries'
export const CAPITAL_SOURCE = {
  source: `${COUNTRY_LIST}; checked against countries-list 3.4.1, https://github.com/annexare/Countries`,
  sourceDate: '2025-06-03',
  verifyBy: '2028-06-01',
}
export const BORDER_SOURCE = {
  source: `${COUNTRY_LIST}; checked against Natural Earth, https://www.naturalearthdata.com`,
  sourceDate: '2025-06-03',
  verifyBy: '2029-06-01',
}
export const CURRENCY_SOURCE = {
  source: 'Unicode CLDR 48.2, https://cldr.unicode.org; checked against mledoze/countries and countries-list',
  sourceDate: '2026-03-25',
  verifyBy: '2027-12-01',
}
