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
    description: 'Draw the map from memory: every border, coast and outline.',
  },
  {
    slug: 'flags',
    name: 'Flags',
    description: 'Hoist the right colours at every harbour, and never the neighbour’s by mistake.',
  },
  {
    slug: 'currency-trader',
    name: 'Currency trader',
    description: 'Change money at the counter, and know who pays with what.',
  },
  {
    slug: 'linguist',
    name: 'Linguist',
    description: 'Listen to the world: which languages it speaks, and what it calls itself.',
  },
  {
    slug: 'navigator',
    name: 'Navigator',
    description: 'Plot the course from city to city: how far, which way, and what time it is there.',
  },
  {
    slug: 'statistician',
    name: 'Statistician',
    description: 'Count the people of countries and cities, and know who outnumbers whom.',
  },
]
