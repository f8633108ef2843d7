import { writeFileSync } from 'node:fs'
import { openCategories } from './coverage.ts'
import { factSource } from './facts.ts'
import { CATEGORIES } from './material/categories.ts'
import { CREDITS } from './material/credits.ts'
import { pictures } from './pictures.ts'
import { cities } from './sources/cities.ts'
import { COUNTRIES } from './sources/countries.ts'
import { figures } from './sources/figures.ts'
import { SITES } from './sources/landmarks.ts'
import { TERRITORIES } from './sources/territories.ts'
import { areas } from './templates/areas.ts'
import { borders } from './templates/borders.ts'
import { capitals } from './templates/capitals.ts'
import { coasts } from './templates/coasts.ts'
import { codes } from './templates/codes.ts'
import { currencies } from './templates/currencies.ts'
import { demonyms } from './templates/demonyms.ts'
import { flagPhotos, flags } from './templates/flags.ts'
import { foreign } from './templates/foreign-names.ts'
import { landmarkPhotos, landmarks } from './templates/landmarks.ts'
import { languages } from './templates/languages.ts'
import { navigator } from './templates/navigator.ts'
import { outlinePhotos, outlines } from './templates/outlines.ts'
import { ownNames } from './templates/own-names.ts'
import { statistician } from './templates/statistician.ts'
import { subregions } from './templates/subregions.ts'
import { tongues } from './templates/tongues.ts'
import { towns } from './templates/towns.ts'
import { tutorial } from './templates/tutorial.ts'
import { worldMap } from './world-map.ts'

const OPEN = 6

const questions = [
  tutorial(),
  landmarks(),
  capitals(),
  subregions(),
  towns(),
  borders(),
  areas(),
  coasts(),
  outlines(),
  flags(),
  currencies(),
  codes(),
  languages(),
  ownNames(),
  foreign(),
  tongues(),
  demonyms(),
  navigator(),
  statistician(),
]
  .flat()
  .map((q) => ({ ...q, source: q.source + factSource(q.didYouKnow) }))
const places = cities()

for (const city of places.filter((c) => c.country)) {
  const open = openCategories(city, questions)
  if (open.length < OPEN) throw new Error(`${city.name} has only work as ${open.join(', ')}.`)
}

write('../cities.json', places)
write(
  '../countries.json',
  [...COUNTRIES, ...TERRITORIES].map(
    ({ iso2, name, article, region, subregion, lat, lng, neighbours, area }) => ({
      iso2,
      name,
      article,
      region,
      subregion,
      lat,
      lng,
      neighbours,
      area,
    }),
  ),
)
write('../figures.json', figures())
write('../categories.json', CATEGORIES)
write('../places.json', SITES)
write('../photos.json', [...landmarkPhotos(), ...flagPhotos(), ...outlinePhotos()])
write('../credits.json', CREDITS)
save('../questions.jsonl', questions.map((q) => `${JSON.stringify(q)}\n`).join(''))
save('../../../static/img/world.svg', worldMap())
await pictures()
for (const category of CATEGORIES) {
  console.log(category.name, questions.filter((q) => q.category === category.slug).length)
}

/** One entry a line, so that a change in the data is a change of a line. */
function write(file: string, entries: object[]) {
  save(file, `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`)
}

function save(file: string, text: string) {
  writeFileSync(new URL(file, import.meta.url), text)
}
