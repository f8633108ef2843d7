import { britannica, unesco, type Words } from './words.ts'

export const GERMANY: Words[] = [
  {
    file: 'brandenburgGate',
    alt: 'A monumental entrance of tall columns lit up at dusk, with a four-horse chariot in green bronze on top.',
    description: 'A neoclassical city gate finished in 1791, modelled on the entrance to the Acropolis.',
    value: 1,
    wrong: ['Arc de Triomphe', 'Puerta de Alcalá', 'Wellington Arch'],
    fact: 'Napoleon carried its chariot off to Paris in 1806. It came home eight years later, after his defeat.',
    otherCountries: ['FR', 'ES', 'GB'],
    placeFact:
      'For 28 years it stood in the closed strip along the Wall, and nobody could walk through it. It was opened again in December 1989.',
    more: {
      text: 'In which city was this photograph taken?',
      alternatives: ['Berlin', 'Munich', 'Vienna', 'Leipzig'],
      fact: 'Until 1918 only the royal family and a few guests were allowed to pass through the middle.',
    },
    factSource: britannica('topic/Brandenburg-Gate'),
  },
  {
    file: 'berlinCathedral',
    alt: 'A massive dark stone church with a green copper dome between two domed corner turrets, and a row of trees in front.',
    description: 'A Protestant church finished in 1905, badly damaged in 1944 and rebuilt.',
    value: 3,
    wrong: ['Karlskirche', 'Helsinki Cathedral', 'St Stephen’s Basilica'],
    fact: 'In its crypt stand some ninety coffins of the Hohenzollern, from electors and kings to infants.',
    otherCountries: ['AT', 'FI', 'HU'],
    placeFact:
      'The present dome is lower and plainer than the first one. Whoever climbs the 270 steps or so can walk all around it.',
    factSource: 'Berliner Dom, https://www.berlinerdom.de/en/',
  },
  {
    file: 'neuschwansteinCastle',
    alt: 'A white residence with slim turrets stands on a wooded crag, and lakes and meadows spread far below.',
    description: 'A romantic retreat of the 19th century, never finished, in the style of the Middle Ages.',
    value: 1,
    wrong: ['Hohenzollern Castle', 'Bran Castle', 'Pena Palace'],
    fact: 'It was a model for the castle of Sleeping Beauty in Disneyland.',
    otherCountries: ['AT', 'RO', 'PT'],
    placeFact:
      'The king who built it slept here for fewer than 200 nights. A few weeks after his death in 1886 it was opened to paying visitors.',
    more: {
      text: 'Who had this fairy-tale retreat built?',
      alternatives: ['Ludwig II', 'Frederick the Great', 'Franz Joseph I', 'Otto von Bismarck'],
      fact: 'The Middle Ages are only for show here: it had running water on every floor, hot air heating and a telephone.',
    },
    factSource: 'Bavarian Palace Administration, https://www.neuschwanstein.de/englisch/palace/',
  },
  {
    file: 'schwerinPalace',
    alt: 'A grand many-windowed residence with turrets and a gilded cupola stands at the edge of the water, with bare branches in front.',
    description: 'A residence of the 19th century on an island in a lake, with gardens all around.',
    value: 4,
    wrong: ['Frederiksborg Castle', 'Château de Chantilly', 'Peles Castle'],
    fact: 'By legend a ghost called Petermännchen, a little man with a lantern and keys, watches over it and plays tricks on the wicked.',
    otherCountries: ['DK', 'FR', 'PL'],
    placeFact: 'The parliament of one of the sixteen federal states meets in it.',
    factSource: unesco(1705),
  },
  {
    file: 'aulaPalatina',
    alt: 'A large plain hall of reddish brick with two rows of tall round-arched windows and a round end, with cars parked before it.',
    description: 'An audience hall of the early 4th century, now a church.',
    value: 4,
    wrong: ['Baths of Diocletian', 'Basilica of San Vitale', 'Curia Julia'],
    fact: 'Warm air once ran beneath the floor and up inside the walls, so that the emperor could hold audience in winter.',
    otherCountries: ['IT', 'TR', 'FR'],
    placeFact:
      'It is the largest single room that has come down to us from Roman times: 67 metres long and 33 high, without one pillar.',
    more: {
      text: 'For which emperor was this audience hall built?',
      alternatives: ['Constantine', 'Nero', 'Charlemagne', 'Augustus'],
      fact: 'Around the year 300 the town in which it stands was one of the capitals of the Roman Empire.',
    },
    factSource: unesco(367),
  },
  {
    file: 'trierImperialBaths',
    alt: 'A ruin of brick and stone with two rows of large open window arches, behind a lawn.',
    description:
      'The remains of huge baths begun around the year 300, of which one wall stands 19 metres high.',
    value: 4,
    wrong: ['Baths of Caracalla', 'Volubilis', 'Baths of Antoninus'],
    fact: 'Nobody ever bathed here: the works were given up, and the halls became a barracks, then a castle, then a gate of the town.',
    otherCountries: ['IT', 'MA', 'TN'],
    placeFact:
      'Under the lawn runs a maze of passages, in which stokers and servants would have worked unseen.',
    factSource: unesco(367),
  },
  {
    file: 'wormsCathedral',
    alt: 'A red sandstone church with round turrets and tall windows; in front of it a small bronze model of itself on a stone block.',
    description: 'A Romanesque church of the 12th century; the bronze model is there to be touched.',
    value: 4,
    wrong: ['Speyer Cathedral', 'Strasbourg Cathedral', 'Lund Cathedral'],
    fact: 'In the *Song of the Nibelungs* two queens quarrel at its door over who may enter first. It does not end well.',
    otherCountries: ['FR', 'SE', 'IT'],
    placeFact:
      'In the bishop’s court beside it, in 1521, Martin Luther was told to take back his writings, and refused.',
    factSource: britannica('place/Worms-Germany'),
  },
]
