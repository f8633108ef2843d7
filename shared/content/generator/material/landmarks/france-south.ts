import { unesco, type Words } from './words.ts'

export const FRANCE_SOUTH: Words[] = [
  {
    file: 'arlesAmphitheater',
    alt: 'An ancient arena of grey stone with two storeys of arches, and a square medieval turret above them.',
    description: 'An arena for some twenty thousand spectators, in use again today.',
    value: 3,
    wrong: ['Verona Arena', 'Pula Arena', 'Amphitheatre of El Jem'],
    fact: 'In the Middle Ages it was a walled town of its own, with some two hundred houses and two chapels inside. Three of its four turrets remain.',
    otherCountries: ['IT', 'HR', 'TN'],
    placeFact:
      'Vincent van Gogh, who lived in the town for a year, painted the crowd at a bullfight inside it.',
    more: {
      text: 'About how old is this arena?',
      alternatives: ['1,900 years', '900 years', '2,900 years', '500 years'],
      fact: 'Its tiers still fill for bullfights, and for the *course camarguaise*, in which young men snatch ribbons from the horns and the bull goes home unharmed.',
    },
    factSource: unesco(164),
  },
  {
    file: 'citedeCarcassonne',
    alt: 'High ramparts of old stone with battlements and round turrets under pointed slate roofs climb a grassy slope.',
    description:
      'A fortified hill town with two rings of ramparts and 52 turrets, restored in the 19th century.',
    value: 3,
    wrong: ['Ávila', 'Rothenburg ob der Tauber', 'Dubrovnik'],
    fact: 'It was about to be torn down for its stone in 1849. Viollet-le-Duc restored it instead, and gave it pointed roofs some think too northern.',
    otherCountries: ['ES', 'DE', 'PT'],
    placeFact:
      'By legend Lady Carcas fed the last pig with the last wheat and threw it over the ramparts: the besiegers thought the town had plenty, and left.',
    factSource: unesco(345),
  },
  {
    file: 'palaisdesPapes',
    alt: 'A huge pale fortress of a residence with battlements, tall blind arches and two small pointed spires above its entrance, on a wide square.',
    description: 'A fortress and residence of the 14th century, the largest Gothic palace ever built.',
    value: 3,
    wrong: ['Alcázar of Segovia', 'Castel Sant’Angelo', 'Doge’s Palace'],
    fact: 'Since 1947 one of the great theatre festivals of the world has been held in its courtyard every July.',
    otherCountries: ['ES', 'IT', 'MT'],
    placeFact:
      'Later it served as a barracks and a prison. Soldiers cut frescoes out of its walls and sold them piece by piece.',
    more: {
      text: 'Who lived in this palace in the 14th century?',
      alternatives: ['Popes', 'Kings of France', 'Dukes of Burgundy', 'Moorish emirs'],
      fact: 'The city belonged to the Church until the Revolution: only in 1791 did it become a part of France.',
    },
    factSource: unesco(228),
  },
  {
    file: 'pontduGard',
    alt: 'A golden stone aqueduct of three tiers of arches, the top ones small, crosses a green river valley.',
    description: 'A bridge of the first century, part of an aqueduct fifty kilometres long.',
    value: 3,
    wrong: ['Aqueduct of Segovia', 'Valens Aqueduct', 'Les Ferreres Aqueduct'],
    fact: 'The whole channel drops by only some 12 metres in 50 kilometres: its builders measured that without any lens.',
    otherCountries: ['ES', 'TR', 'TN'],
    placeFact:
      'Most of its stones, some of six tonnes, hold without mortar. The blocks that stick out carried the scaffolding, ready for repairs.',
    more: {
      text: 'To which city did this aqueduct carry water?',
      alternatives: ['Nîmes', 'Marseille', 'Lyon', 'Narbonne'],
      fact: 'Travelling masons came here for centuries as part of their training, and carved their names and tools into the stone.',
    },
    factSource: unesco(344),
  },
  {
    file: 'rocamadour',
    alt: 'A village and its chapels cling to a steep cliff above a wooded gorge, with a small fortress on the top.',
    description: 'A place of pilgrimage since the Middle Ages, built in storeys against a cliff.',
    value: 4,
    wrong: ['Meteora', 'Cuenca', 'Ronda'],
    fact: 'Pilgrims climb 216 steps to its chapels, and some of them still do so on their knees.',
    otherCountries: ['GR', 'ES', 'IT'],
    placeFact:
      'A rusty sword was stuck in the cliff here, said to be Roland’s Durandal. In 2024 it was gone, although it hung ten metres up.',
    factSource: unesco(868),
  },
]
