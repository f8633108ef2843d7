import { parks, type Words } from './words.ts'

export const USA_WEST: Words[] = [
  {
    file: 'mountRushmore',
    alt: 'Four giant heads of men carved side by side into a pale granite ridge, with rubble and pines below.',
    description: 'The heads of four presidents, each about 18 metres high, carved between 1927 and 1941.',
    value: 1,
    wrong: ['Crazy Horse Memorial', 'Stone Mountain', 'Nemrut Dağı'],
    fact: 'Nine tenths of the rock were taken off with dynamite. Some four hundred people worked on it, and not one was killed.',
    otherCountries: ['CA', 'TR', 'MX'],
    placeFact:
      'Behind the heads there is a hidden chamber, meant as a hall for the nation’s records. It holds sixteen enamel panels and no visitors.',
    factSource: parks('moru'),
  },
  {
    file: 'small-mountRushmore',
    alt: 'Four giant stone heads of men, one with a moustache and spectacles and one with a beard, high on a cliff.',
    description: 'The same four presidents from near by.',
    value: 1,
    wrong: ['Monument Rocks', 'Crazy Horse Memorial', 'Decebalus Rex'],
    fact: 'One head was first begun on the other side of its neighbour. The rock was bad, so it was blown off and begun again.',
    otherCountries: ['RO', 'CN', 'CA'],
    placeFact: 'The granite wears away by only about two and a half centimetres in ten thousand years.',
    more: {
      text: 'Which of these presidents is one of the four shown here?',
      alternatives: ['Theodore Roosevelt', 'John F. Kennedy', 'Andrew Jackson', 'Woodrow Wilson'],
      fact: 'The sculptor, Gutzon Borglum, had meant to show all four down to the waist. He died before it was done, and money ran out.',
    },
    factSource: parks('moru'),
  },
  {
    file: 'navajo',
    alt: 'A village of small ruined stone houses on ledges inside a great hollow of orange rock.',
    description: 'A village of the 13th century in a hollow of the rock 140 metres high.',
    value: 4,
    wrong: ['Mesa Verde', 'Gila Cliff Dwellings', 'Montezuma Castle'],
    fact: 'The rings in its timbers tell the year almost house by house: it was built from 1267 on, and left only about thirty years later.',
    otherCountries: ['MX', 'ML', 'PE'],
    placeFact:
      'Its builders were forebears of the Hopi, some of whose clans still tell how they came from here. The name means house on a ledge.',
    factSource: parks('nava'),
  },
  {
    file: 'canyondeChelly',
    alt: 'A wide winding river with green banks between sheer cliffs of red sandstone.',
    description: 'A gorge of red sandstone in which people have lived for nearly five thousand years.',
    value: 4,
    wrong: ['Zion Canyon', 'Bryce Canyon', 'Fish River Canyon'],
    fact: 'It is a park of the nation and yet belongs to the Navajo: families still farm and graze sheep on its floor.',
    otherCountries: ['MX', 'NA', 'AU'],
    placeFact:
      'Its name sounds French but is not: it is what strangers made of *Tséyiʼ*, the Navajo for a place deep in the rock.',
    factSource: parks('cach'),
  },
  {
    file: 'cabrillo',
    alt: 'A pale stone figure of a bearded seafarer with a cloak and sword, a cross on the pillar behind him and the sea below.',
    description: 'A memorial on a hill above the sea, for a man who landed here in 1542.',
    value: 3,
    wrong: ['Padrão dos Descobrimentos', 'Plymouth Rock', 'Point Reyes'],
    fact: 'The statue was a gift from Portugal, which claims him as its son. So does Spain, for which he sailed.',
    otherCountries: ['PT', 'CL', 'BR'],
    placeFact:
      'From the hill on which it stands one can watch grey whales in winter, on their way from Alaska to the lagoons of Mexico.',
    more: {
      text: 'What was the man shown here?',
      alternatives: ['An explorer', 'A saint', 'A president', 'A pirate'],
      fact: 'He called the harbour below San Miguel; sixty years later another seafarer gave it the name it has today, San Diego.',
    },
    factSource: parks('cabr'),
  },
]
