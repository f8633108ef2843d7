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
export const OUTLINE_SOURCE = {
  source: 'Natural Earth 1:10m, https://www.naturalearthdata.com',
  sourceDate: '2022-05-13',
  verifyBy: '2029-06-01',
}
export const FLAG_SOURCE = {
  source:
    'flag-icons 7.5.0, https://github.com/lipis/flag-icons; Encyclopaedia Britannica, https://www.britannica.com',
  sourceDate: '2026-06-30',
  verifyBy: '2028-06-30',
}
export const CURRENCY_SOURCE = {
  source: 'Unicode CLDR 48.2, https://cldr.unicode.org; checked against mledoze/countries and countries-list',
  sourceDate: '2026-03-25',
  verifyBy: '2027-12-01',
}
export const PART_SOURCE = {
  source: `${COUNTRY_LIST}; checked against the regions of the United Nations (M49) in Unicode CLDR 48.2, https://cldr.unicode.org`,
  sourceDate: '2026-03-25',
  verifyBy: '2030-06-01',
}
export const CITY_SOURCE = {
  source:
    'GeoNames, https://www.geonames.org; checked against SimpleMaps, https://simplemaps.com/data/world-cities',
  sourceDate: '2024-01-01',
  verifyBy: '2029-01-01',
}
export const LANGUAGE_SOURCE = {
  source: `${COUNTRY_LIST}; checked against countries-list 3.4.1, https://github.com/annexare/Countries`,
  sourceDate: '2025-06-03',
  verifyBy: '2028-06-01',
}
export const NAME_SOURCE = {
  source: `Unicode CLDR 48.2, https://cldr.unicode.org; checked against ${COUNTRY_LIST}`,
  sourceDate: '2026-03-25',
  verifyBy: '2030-06-01',
}
