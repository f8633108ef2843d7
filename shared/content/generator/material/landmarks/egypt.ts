import { britannica, unesco, type Words } from './words.ts'

export const EGYPT: Words[] = [
  {
    file: 'greatPyramidOfGiza',
    alt: 'A single huge four-sided heap of rough stone blocks rising in steps to a point under a clear sky.',
    description: 'The tomb of a pharaoh, built more than 4,500 years ago.',
    value: 2,
    wrong: ['Pyramid of the Sun', 'Pyramids of Meroë', 'El Castillo at Chichén Itzá'],
    fact: 'Of the Seven Wonders of the Ancient World it is the oldest, and the only one still standing.',
    otherCountries: ['MX', 'SD', 'GT'],
    placeFact:
      'For more than 3,800 years no building in the world was taller. It once shone white, under a casing of polished limestone.',
    more: {
      text: 'For which pharaoh was this tomb built?',
      alternatives: ['Khufu', 'Ramesses II', 'Tutankhamun', 'Akhenaten'],
      fact: 'A ship of cedar wood, more than forty metres long, was found in a pit beside it: in over a thousand pieces, ready to be put together.',
    },
    factSource: britannica('topic/Great-Pyramid-of-Giza'),
  },
  {
    file: 'bentPyramid',
    alt: 'A great four-sided tomb in the desert whose sides begin steeply and, half-way up, turn to a flatter slope.',
    description: 'A tomb of about 2600 BC whose slope was changed while it was being built.',
    value: 3,
    wrong: ['Pyramid of Djoser', 'Pyramid of Khafre', 'Black Pyramid'],
    fact: 'The builders changed the angle from 54 to 43 degrees on the way up, probably because cracks began to show.',
    otherCountries: ['SD', 'MX', 'IQ'],
    placeFact: 'It has kept more of its smooth white casing than any other of its age.',
    factSource: unesco(86),
  },
  {
    file: 'redPyramid',
    alt: 'A broad four-sided tomb of reddish-yellow stone with a rather flat slope stands alone in pale sand.',
    description: 'The third largest tomb of its kind in the country, about 105 metres high.',
    value: 4,
    wrong: ['Pyramid of Menkaure', 'Pyramid of Unas', 'Pyramid of Senusret II'],
    fact: 'It was the first to have smooth sides from bottom to top. It owes its name to the colour of the limestone that was once inside.',
    otherCountries: ['SD', 'LY', 'MX'],
    placeFact:
      'King Sneferu tried three times before it came out as he wished; his son then built the largest of all.',
    factSource: unesco(86),
  },
  {
    file: 'meidumPyramid',
    alt: 'A steep dark block in two great steps stands on a broad mound of rubble in the desert.',
    description: 'The core of a tomb of about 2600 BC whose outer layers have slid down.',
    value: 4,
    wrong: ['Pyramid of Djoser', 'Pyramid of Userkaf', 'Ziggurat of Ur'],
    fact: 'It began as a tomb in steps, and was filled in later to make the sides smooth. The filling stood on sand, and gave way.',
    otherCountries: ['IQ', 'SD', 'IR'],
    placeFact:
      'In a tomb near by the *Meidum Geese* were found, a painting so exact that three kinds of geese can be told apart in it.',
    factSource: britannica('technology/pyramid-architecture'),
  },
]
