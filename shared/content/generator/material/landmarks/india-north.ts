import { britannica, unesco, type Words } from './words.ts'

export const INDIA_NORTH: Words[] = [
  {
    file: 'tajMahal',
    alt: 'A white marble tomb with a great onion dome and four slender minarets, seen across a river.',
    description: 'A tomb of white marble, begun in 1632 and finished some twenty years later.',
    value: 1,
    wrong: ['Humayun’s Tomb', 'Bibi Ka Maqbara', 'Badshahi Mosque'],
    fact: 'Its four minarets lean slightly outwards: should one ever fall, it would not fall on the tomb.',
    otherCountries: ['PK', 'IR', 'TR'],
    placeFact:
      'Some twenty thousand people and, it is said, a thousand elephants worked on it. The stones inlaid in its marble came from all over Asia.',
    more: {
      text: 'For whom was this tomb built?',
      alternatives: ['An emperor’s wife', 'A poet', 'A saint', 'A general'],
      fact: 'Emperor Shah Jahan was deposed by his own son, and spent his last years a prisoner in a fort from which he could see it.',
    },
    factSource: unesco(252),
  },
  {
    file: 'goldenTemple',
    alt: 'A small gilded shrine with domes and corner turrets stands in the middle of a wide pool, with white arcades behind.',
    description: 'The Harmandir Sahib, a shrine in the middle of a sacred pool that gave its town the name.',
    value: 2,
    wrong: ['Shwedagon Pagoda', 'Wat Phra Kaew', 'Kinkaku-ji'],
    fact: 'Its kitchen serves free meals to tens of thousands of people every day, whatever their faith; volunteers do most of the work.',
    otherCountries: ['MM', 'TH', 'JP'],
    placeFact:
      'It has four entrances, one on each side, as a sign that people from everywhere are welcome. The gold was added in the 19th century.',
    more: {
      text: 'To whom is this shrine most sacred?',
      alternatives: ['Sikhs', 'Buddhists', 'Jains', 'Zoroastrians'],
      fact: 'Whoever enters takes off the shoes, covers the head and steps through shallow water. At night the holy book is carried out in a golden litter.',
    },
    factSource: britannica('topic/Harmandir-Sahib'),
  },
  {
    file: 'hawaMahal',
    alt: 'A high curved front of pink-orange sandstone, like a honeycomb of small bay windows in five storeys.',
    description: 'A front of 953 small windows, built in 1799.',
    value: 3,
    wrong: ['Amber Fort', 'City Palace of Udaipur', 'Mehrangarh'],
    fact: 'Behind its lattices the women of the court could watch the street without being seen. The breeze through them cools the rooms.',
    otherCountries: ['PK', 'BD', 'UZ'],
    placeFact:
      'The old town around it was washed in pink for the visit of the Prince of Wales in 1876, and by law has kept the colour.',
    factSource: britannica('place/Jaipur'),
  },
  {
    file: 'qutubMinar',
    alt: 'A tall fluted shaft of red sandstone with balconies, seen through a pointed arch in a ruin.',
    description: 'A minaret of nearly 73 metres, begun around 1200.',
    value: 3,
    wrong: ['Minaret of Jam', 'Kalyan Minaret', 'Jhulta Minara'],
    fact: 'Lightning and earthquakes have cut it down more than once. The marble at its top is from a repair of the 14th century.',
    otherCountries: ['AF', 'UZ', 'PK'],
    placeFact:
      'The mosque at its foot is made from the columns of older temples, 27 of them, as an inscription at its gate tells proudly.',
    factSource: unesco(233),
  },
  {
    file: 'kutubMinar',
    alt: 'A tall fluted shaft of red sandstone with balconies rises above a small domed gateway and ruined arches.',
    description: 'The same minaret with its neighbour, a gateway with a dome of 1311.',
    value: 3,
    wrong: ['Giralda', 'Kutlug Timur Minaret', 'Vabkent Minaret'],
    fact: 'There are 379 steps inside, but nobody may climb them any more. Near by stands the stump of one that was to be twice as tall.',
    otherCountries: ['IR', 'TM', 'EG'],
    placeFact:
      'An iron pillar near its foot has stood in the open for some sixteen hundred years and has hardly rusted.',
    factSource: unesco(233),
  },
  {
    file: 'IndiaGate',
    alt: 'A single tall archway of pale red stone, without columns, at the end of a lawn with hedges.',
    description: 'A memorial by Edwin Lutyens, finished in 1931, 42 metres high.',
    value: 1,
    wrong: ['Arc de Triomphe', 'Patuxai', 'Wellington Arch'],
    fact: 'It bears the names of more than 13,000 soldiers who fell in the First World War and on the Afghan frontier.',
    otherCountries: ['FR', 'LA', 'RO'],
    placeFact:
      'Beside it stands an empty-looking canopy: for decades it sheltered a statue of King George V, and since 2022 one of Subhas Chandra Bose.',
    more: {
      text: 'In which city does this archway stand?',
      alternatives: ['Delhi', 'Mumbai', 'Kolkata', 'Chennai'],
      fact: 'A straight avenue of about two kilometres leads from here to the President’s house; the parade of Republic Day marches along it.',
    },
    factSource: britannica('place/New-Delhi'),
  },
]
