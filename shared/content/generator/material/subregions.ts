/** The parts of the world as one says them; the United Nations write "Middle Africa" and "South-Eastern Asia". */
export const PARTS: Record<string, string> = {
  'Northern Africa': 'North Africa',
  'Western Africa': 'West Africa',
  'Middle Africa': 'Central Africa',
  'Eastern Africa': 'East Africa',
  'Southern Africa': 'Southern Africa',
  'Western Asia': 'Western Asia',
  'Central Asia': 'Central Asia',
  'Southern Asia': 'South Asia',
  'Eastern Asia': 'East Asia',
  'South-Eastern Asia': 'Southeast Asia',
  'Northern Europe': 'Northern Europe',
  'Western Europe': 'Western Europe',
  'Eastern Europe': 'Eastern Europe',
  'Southern Europe': 'Southern Europe',
  'Central America': 'Central America',
  Caribbean: 'The Caribbean',
  'South America': 'South America',
  Melanesia: 'Melanesia',
  Micronesia: 'Micronesia',
  Polynesia: 'Polynesia',
}

/** The code of the same part in the list of the United Nations, which CLDR keeps: the second source. */
export const M49: Record<string, string> = {
  'Northern Africa': '015',
  'Western Africa': '011',
  'Middle Africa': '017',
  'Eastern Africa': '014',
  'Southern Africa': '018',
  'Western Asia': '145',
  'Central Asia': '143',
  'Southern Asia': '034',
  'Eastern Asia': '030',
  'South-Eastern Asia': '035',
  'Northern Europe': '154',
  'Western Europe': '155',
  'Eastern Europe': '151',
  'Southern Europe': '039',
  'Central America': '013',
  Caribbean: '029',
  'South America': '005',
  Melanesia: '054',
  Micronesia: '057',
  Polynesia: '061',
}

/** Where many people, or other lists, would also put a country: never offered with it, and never asked the other way. */
export const ALSO: Record<string, string> = {
  'Northern Africa': 'MR ML NE TD',
  'Western Africa': 'CM TD MA DZ',
  'Middle Africa': 'BI RW UG TZ SD ZM NG NE SS',
  'Eastern Africa': 'SD SS EG CD',
  'Southern Africa': 'AO ZM ZW MW MZ MG KM MU SC TZ CD',
  'Western Asia': 'IR AF PK EG TM',
  'Central Asia': 'AF PK IR MN CN RU',
  'Southern Asia': 'MM',
  'Eastern Asia': 'VN RU',
  'South-Eastern Asia': 'PG CN BD',
  'Northern Europe': 'BE NL DE RU PL',
  'Western Europe': 'GB IE ES PT IT DK IS AT AD NO',
  'Eastern Europe': 'EE LV LT GR FI AL BA HR ME MK RS SI',
  'Southern Europe': 'FR MC CH MD BG RO',
  'Central America': 'MX CO',
  Caribbean: 'GY SR BZ CO VE GT HN NI CR PA MX SV',
  'South America': 'TT PA',
  Melanesia: 'TL ID NR',
  Micronesia: 'TV',
  Polynesia: 'FJ NZ',
}

/** Their names say it: the Central African Republic, South Africa, Micronesia. */
const NAMED_BY_PART = ['CF', 'ZA', 'FM']
/** The United Nations put them where their own people would not look for them: Iran in South Asia, Zambia in East Africa. */
const ODD = ['AO', 'IR', 'MW', 'MZ', 'ZM', 'ZW']
export const UNASKED_PARTS = new Set([...NAMED_BY_PART, ...ODD])
