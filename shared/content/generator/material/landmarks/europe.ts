import { britannica, unesco, type Words } from './words.ts'

export const EUROPE: Words[] = [
  {
    file: 'colosseum',
    alt: 'A huge oval ruin of pale stone with three storeys of arches and a solid wall above, its far side higher than the near one.',
    description: 'An amphitheatre finished in AD 80 that could hold some fifty thousand spectators.',
    value: 1,
    wrong: ['Arles Amphitheatre', 'Pula Arena', 'Amphitheatre of El Jem'],
    fact: 'An awning called the *velarium*, worked by sailors of the Roman fleet, shaded the crowd from the sun.',
    otherCountries: ['FR', 'HR', 'TN'],
    placeFact:
      'Much of the missing stone was carried off in later centuries and built into palaces and churches near by.',
    more: {
      text: 'Which emperor began to build this arena?',
      alternatives: ['Vespasian', 'Augustus', 'Hadrian', 'Constantine'],
      fact: 'It stands where Nero had dug a lake for his private park: giving the ground back to the people was a political act.',
    },
    factSource: britannica('topic/Colosseum'),
  },
  {
    file: 'leaningTowerOfPisa',
    alt: 'A round white belfry of eight storeys with rings of arcades tilts clearly to one side.',
    description: 'The bell tower of a cathedral, begun in 1173 on soft ground.',
    value: 1,
    wrong: ['Torre degli Asinelli', 'Giotto’s Campanile', 'St Mark’s Campanile'],
    fact: 'It began to lean when the third storey was being built. The upper ones were made a little taller on one side, so it is slightly curved.',
    otherCountries: ['ES', 'HR', 'GR'],
    placeFact:
      'It was closed for eleven years from 1990. Engineers took soil from beneath the higher side, and it now stands some forty centimetres straighter.',
    factSource: unesco(395),
  },
  {
    file: 'parthenon',
    alt: 'A roofless temple of pale marble with rows of fluted columns and the rest of a gable, under a deep blue sky.',
    description: 'A temple built between 447 and 432 BC on a rock above a city.',
    value: 1,
    wrong: ['Temple of Concordia', 'Temple of Hephaestus', 'Temple of Bacchus'],
    fact: 'Hardly a line in it is straight: columns swell and lean inwards, and the floor is arched, so that it looks right to the eye.',
    otherCountries: ['IT', 'TR', 'LB'],
    placeFact:
      'It had stood nearly whole for two thousand years when a Venetian shell hit the gunpowder stored in it, in 1687.',
    more: {
      text: 'To which goddess was this temple dedicated?',
      alternatives: ['Athena', 'Hera', 'Aphrodite', 'Artemis'],
      fact: 'It was a temple for about a thousand years, then a church, and from the 15th century a mosque with a minaret.',
    },
    factSource: unesco(404),
  },
  {
    file: 'cathedral',
    alt: 'A richly carved Baroque church front with two tall turrets, dark with age, and a double flight of steps below.',
    description:
      'A church of the Middle Ages behind a Baroque front, the goal of pilgrims for a thousand years.',
    value: 3,
    wrong: ['Seville Cathedral', 'Porto Cathedral', 'Murcia Cathedral'],
    fact: 'On feast days eight men swing a censer of more than fifty kilos through its transept, at up to 68 kilometres an hour.',
    otherCountries: ['PT', 'MX', 'PE'],
    placeFact:
      'Hundreds of thousands arrive here every year on foot. Whoever has walked the last hundred kilometres gets a certificate in Latin.',
    factSource: unesco(347),
  },
  {
    file: 'monument3',
    alt: 'A pale place of worship like a fortress, with red tiled roofs and one big and several smaller pointed turrets, beside a busy road.',
    description: 'A church given for the fifty years of an emperor’s reign, and finished after sixty.',
    value: 4,
    wrong: ['Matthias Church', 'Church of St Ludmila', 'Sacred Heart Church in Bolzano'],
    fact: 'It stands by the Danube, but its style is that of the old churches on the Rhine. A chapel inside remembers the murdered Empress Elisabeth.',
    otherCountries: ['HU', 'CZ', 'DE'],
    placeFact:
      'The square before it is called after Mexico, which protested at the League of Nations when this country was annexed in 1938.',
    factSource: 'Wien Geschichte Wiki, https://www.geschichtewiki.wien.gv.at',
  },
  {
    file: 'zimniPalace',
    alt: 'A long green and white front with columns and statues along the roof, lit up at night behind an empty square.',
    description: 'A Baroque residence of the tsars, finished in 1762, now part of a museum.',
    value: 2,
    wrong: ['Schönbrunn', 'Palace of Versailles', 'Catherine Palace'],
    fact: 'Dozens of cats live in its cellars. An empress of the 18th century brought the first ones in to catch the mice.',
    otherCountries: ['AT', 'FR', 'PL'],
    placeFact:
      'It is said that one would need about eleven years to look for a minute at each work in the museum that fills it.',
    more: {
      text: 'Which museum is housed in this palace?',
      alternatives: ['The Hermitage', 'The Prado', 'The Tretyakov Gallery', 'The Albertina'],
      fact: 'Its architect, Bartolomeo Rastrelli, was born in Paris to an Italian sculptor and came to the tsar’s court as a boy.',
    },
    factSource: unesco(540),
  },
]
