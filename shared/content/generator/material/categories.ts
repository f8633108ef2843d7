export const CATEGORIES = [
  {
    slug: 'tutorial',
    name: 'Tutorial',
    description: 'Four easy questions, and your first ticket is paid for.',
  },
  {
    slug: 'tour-guide',
    name: 'Tour guide',
    description: 'Show visitors around the landmarks of the world, and know them by sight.',
  },
  {
    slug: 'professor-of-geography',
    name: 'Professor of Geography',
    description: 'Lecture on countries and their capitals, near and far.',
  },
  {
    slug: 'cartographer',
    name: 'Cartographer',
    description: 'Draw the map from memory: who borders whom, and who is larger.',
  },
  {
    slug: 'currency-trader',
    name: 'Currency trader',
    description: 'Change money at the counter, and know who pays with what.',
  },
]
