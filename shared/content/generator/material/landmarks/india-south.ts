import { britannica, unesco, type Words } from './words.ts'

export const INDIA_SOUTH: Words[] = [
  {
    file: 'ajantaCave',
    alt: 'A row of doorways and columned porches cut into a dark cliff above a green ravine.',
    description: 'About thirty halls cut into a cliff, the first in the 2nd century BC.',
    value: 3,
    wrong: ['Elephanta Caves', 'Mogao Caves', 'Longmen Grottoes'],
    fact: 'They were forgotten for more than a thousand years, until officers hunting a tiger came upon one in 1819.',
    otherCountries: ['CN', 'LK', 'AF'],
    placeFact:
      'On the walls inside are some of the oldest and finest paintings of Asia, with elephants, dancers and ships.',
    more: {
      text: 'Who used these halls in the cliff?',
      alternatives: ['Buddhist monks', 'Silver miners', 'Mughal emperors', 'Christian hermits'],
      fact: 'The cliff bends like a horseshoe around a river. Each hall once had steps of its own down to the water.',
    },
    factSource: unesco(242),
  },
  {
    file: 'greatStupa',
    alt: 'A huge smooth dome of stone with a railing around it and a carved gateway of two pillars and three cross-beams.',
    description: 'A dome over relics of the Buddha, begun in the 3rd century BC.',
    value: 3,
    wrong: ['Boudhanath', 'Ruwanwelisaya', 'Dhamek Stupa'],
    fact: 'In its oldest carvings the Buddha is never shown as a man: footprints, a wheel or an empty throne stand for him.',
    otherCountries: ['NP', 'LK', 'MM'],
    placeFact:
      'Emperor Ashoka had it begun, out of remorse, it is said, for a bloody war. It is among the oldest buildings of stone in the country.',
    factSource: unesco(524),
  },
  {
    file: 'konarkSunTemple',
    alt: 'A dark pyramid-roofed hall of carved stone, seen along a paved way between richly sculpted pillars.',
    description: 'A temple of the 13th century, near the sea.',
    value: 4,
    wrong: ['Prambanan', 'Angkor Wat', 'Brihadisvara'],
    fact: 'It has 24 carved wheels, each some three metres across. The spokes of some can be read as sundials.',
    otherCountries: ['ID', 'KH', 'NP'],
    placeFact:
      'Sailors called it the Black Pagoda and steered by it. Its great spire fell long ago; only the hall before it stands.',
    more: {
      text: 'What is this whole temple shaped like?',
      alternatives: ['A chariot', 'A lotus', 'An elephant', 'A ship'],
      fact: 'Seven stone horses seem to pull it towards the sunrise, one for each day of the week.',
    },
    factSource: unesco(246),
  },
  {
    file: 'charminar',
    alt: 'A square monument with a high arch on each side and a minaret with galleries at each corner, seen from below.',
    description: 'A monument of 1591 in the middle of an old city, with a mosque on its top floor.',
    value: 3,
    wrong: ['Buland Darwaza', 'Wazir Khan Mosque', 'Gol Gumbaz'],
    fact: 'Its name simply means four minarets. Spiral stairs of 149 steps wind up inside them.',
    otherCountries: ['PK', 'BD', 'AF'],
    placeFact:
      'It was built with the city itself, by tradition as thanks for the end of a plague. Streets of bangle sellers begin at its foot.',
    factSource: britannica('topic/Charminar'),
  },
  {
    file: 'mysorePalace',
    alt: 'A long grey stone residence with many arches, corner turrets and deep red domes, behind flower beds.',
    description: 'The residence of the Wadiyar princes, finished in 1912.',
    value: 3,
    wrong: ['Umaid Bhawan Palace', 'Falaknuma Palace', 'Amber Fort'],
    fact: 'On Sunday evenings nearly a hundred thousand light bulbs trace its outline.',
    otherCountries: ['PK', 'MY', 'AE'],
    placeFact:
      'The old one, of wood, burnt down during a wedding in 1897. A British architect built the new one, and mixed Hindu, Islamic and Gothic forms.',
    factSource: 'Mysore Palace Board, https://mysorepalace.karnataka.gov.in',
  },
  {
    file: 'gatewayofIndia',
    alt: 'A great arch of yellow stone with four small turrets, lit up at dusk behind a lawn and palm trees.',
    description: 'An arch at the harbour, finished in 1924, where passengers of the great ships came ashore.',
    value: 2,
    wrong: ['Bab Bou Jeloud', 'Buland Darwaza', 'Marble Arch'],
    fact: 'It was built for the visit of King George V in 1911. As it was not ready, he landed before an arch of cardboard.',
    otherCountries: ['MA', 'LK', 'AE'],
    placeFact: 'The last British regiment to leave the country marched out through it, in February 1948.',
    more: {
      text: 'In which city does this arch stand?',
      alternatives: ['Mumbai', 'Delhi', 'Chennai', 'Kolkata'],
      fact: 'Boats leave from its steps for Elephanta, an island whose rock temples are older by more than a thousand years.',
    },
    factSource: britannica('place/Mumbai'),
  },
  {
    file: 'victoriaMemorial',
    alt: 'A broad white marble building with a central dome, domed corner turrets and a winged figure on top, across a lawn.',
    description: 'A museum of white marble, built between 1906 and 1921 in memory of a queen.',
    value: 3,
    wrong: ['Rashtrapati Bhavan', 'Belfast City Hall', 'Albert Hall Museum'],
    fact: 'The bronze angel on its dome weighs some three tonnes and turns on ball bearings when the wind is strong enough.',
    otherCountries: ['GB', 'MM', 'ZA'],
    placeFact:
      'Its marble comes from the same quarries as that of the Taj Mahal. Blackened with mud in 1943, it was hidden from enemy bombers.',
    factSource: britannica('place/Kolkata'),
  },
]
