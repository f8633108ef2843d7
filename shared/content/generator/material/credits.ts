/** Whose work the starter content is made of: for credits.json and the page that shows it. */
export const CREDITS = [
  {
    name: 'GeoNames',
    what: 'Coordinates and population of cities',
    licence: 'CC BY 4.0',
    licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
    url: 'https://www.geonames.org',
  },
  {
    name: 'SimpleMaps World Cities Database',
    what: 'Population of cities',
    licence: 'CC BY 4.0',
    licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
    url: 'https://simplemaps.com/data/world-cities',
  },
  {
    name: 'OurAirports',
    what: 'Airports and their codes',
    licence: 'Public domain',
    licenceUrl: 'https://ourairports.com/data/',
    url: 'https://ourairports.com',
  },
  {
    name: 'mledoze/countries',
    what: 'Countries, capitals, borders, areas and names',
    licence: 'ODbL 1.0',
    licenceUrl: 'https://opendatacommons.org/licenses/odbl/1-0/',
    url: 'https://github.com/mledoze/countries',
  },
  {
    name: 'Timezone Boundary Builder, © OpenStreetMap contributors',
    what: 'Time zones of cities',
    licence: 'ODbL 1.0',
    licenceUrl: 'https://opendatacommons.org/licenses/odbl/1-0/',
    url: 'https://github.com/evansiroky/timezone-boundary-builder',
  },
  {
    name: 'Natural Earth',
    what: 'The world map; a second source for borders and areas',
    licence: 'Public domain',
    licenceUrl: 'https://www.naturalearthdata.com/about/terms-of-use/',
    url: 'https://www.naturalearthdata.com',
  },
  {
    name: 'Unicode CLDR',
    what: 'Currencies and their dates, population of countries',
    licence: 'Unicode License v3',
    licenceUrl: 'https://www.unicode.org/license.txt',
    url: 'https://cldr.unicode.org',
  },
  {
    name: 'countries-list',
    what: 'A second source for capitals, currencies and languages',
    licence: 'MIT',
    licenceUrl: 'https://github.com/annexare/Countries/blob/main/LICENSE',
    url: 'https://github.com/annexare/Countries',
  },
]
