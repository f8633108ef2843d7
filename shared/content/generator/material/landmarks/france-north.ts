import { unesco, type Words } from './words.ts'

export const FRANCE_NORTH: Words[] = [
  {
    file: 'eiffelTower',
    alt: 'A tall spire of open iron latticework, wide at the foot and tapering to a point, seen along a lawn between two rows of trees.',
    description:
      'An iron lattice tower of 1889, named after the engineer whose company built it for a world’s fair.',
    value: 1,
    wrong: ['Tokyo Tower', 'Blackpool Tower', 'Petřín Lookout Tower'],
    fact: 'It was built for the World’s Fair of 1889 and was meant to stand for only twenty years. Its value as a radio mast saved it.',
    otherCountries: ['JP', 'GB', 'CZ'],
    placeFact:
      'Iron expands in the heat: on a hot summer day the tip of the tower can stand several centimetres higher than in winter.',
    factSource: 'La tour Eiffel: key figures, https://www.toureiffel.paris/en/the-monument/key-figures',
  },
  {
    file: 'small-eiffelTower',
    alt: 'A spire of iron latticework on four arched feet under a blue sky, with people on the grass and the path below.',
    description:
      'The same iron tower from near by: its four feet stand exactly to the four points of the compass.',
    value: 1,
    wrong: ['Torre de Collserola', 'Berlin Radio Tower', 'Kyiv TV Tower'],
    fact: 'In 1925 the swindler Victor Lustig posed as an official and sold it to a scrap dealer, who was too ashamed to go to the police.',
    otherCountries: ['ES', 'DE', 'BE'],
    placeFact:
      'It is repainted about every seven years, by hand and with brushes; each time it takes some sixty tonnes of paint.',
    more: {
      text: 'For what occasion was this tower built?',
      alternatives: ['A world’s fair', 'A coronation', 'The Olympic Games', 'The end of a war'],
      fact: 'Maupassant, it is said, often ate in its restaurant: the one place in the city from which he did not have to look at it.',
    },
    factSource: 'La tour Eiffel: key figures, https://www.toureiffel.paris/en/the-monument/key-figures',
  },
  {
    file: 'montStMichel',
    alt: 'A rocky islet crowned by an abbey with a sharp spire rises from flat salt marshes under a cloudy sky.',
    description:
      'A tidal island with an abbey, at the mouth of a river where the sea runs out for kilometres.',
    value: 2,
    wrong: ['St Michael’s Mount', 'Lindisfarne Castle', 'Bled Island'],
    fact: 'Between low and high water the sea here can rise by some 14 metres, among the greatest tides of Europe.',
    otherCountries: ['GB', 'BE', 'IE'],
    placeFact:
      'In the Middle Ages pilgrims crossed the sands on foot, and had to race the tide. In the Hundred Years’ War the rock was never taken.',
    factSource: unesco(80),
  },
  {
    file: 'chateaudeChambord',
    alt: 'A very broad pale residence with round corner turrets and a forest of chimneys and lanterns on its roofs, behind a wide lawn.',
    description: 'A hunting lodge begun in 1519 that grew to more than 400 rooms.',
    value: 3,
    wrong: ['Château de Blois', 'Château d’Amboise', 'Château de Cheverny'],
    fact: 'Two people can climb its famous double staircase at once and never meet. Many believe that Leonardo da Vinci had a hand in it.',
    otherCountries: ['BE', 'AT', 'DE'],
    placeFact:
      'The king who built it stayed here for only some seven weeks in all. Furniture, food and servants came with him each time, and left again.',
    more: {
      text: 'Which king had this residence built?',
      alternatives: ['Francis I', 'Louis XIV', 'Charles V', 'Philip II'],
      fact: 'In 1939 the *Mona Lisa* and thousands of other works of art from the Louvre were brought here for safety.',
    },
    factSource: unesco(933),
  },
  {
    file: 'chateaudeChenonceau',
    alt: 'A white residence with turrets stands in a river, and a long gallery on arches leads from it to the other bank.',
    description: 'A residence of the 16th century with a ballroom gallery built on a bridge.',
    value: 3,
    wrong: ['Château de Villandry', 'Château d’Azay-le-Rideau', 'Château de Chantilly'],
    fact: 'It is called the ladies’ château: women built it, enlarged it, and saved it in the Revolution.',
    otherCountries: ['LU', 'GB', 'CH'],
    placeFact:
      'In the Second World War the river was the border of the occupied zone: whoever walked through the gallery came out on the free side.',
    more: {
      text: 'Which river flows beneath the gallery of this château?',
      alternatives: ['The Cher', 'The Rhône', 'The Moselle', 'The Garonne'],
      fact: 'When the king died in 1559 his widow, Catherine de’ Medici, made his mistress Diane de Poitiers give the house up for another.',
    },
    factSource: 'Château de Chenonceau, https://www.chenonceau.com/en/',
  },
  {
    file: 'reimsCathedral',
    alt: 'The east end of a Gothic church with tall windows, flying buttresses and pinnacles, and a slender spire on the roof.',
    description: 'A Gothic church of the 13th century, badly damaged in the First World War and restored.',
    value: 4,
    wrong: ['Cologne Cathedral', 'Burgos Cathedral', 'York Minster'],
    fact: 'The windows of 1974 behind its altar are by Marc Chagall. A smiling angel by the west door is the town’s best-known face.',
    otherCountries: ['DE', 'BE', 'GB'],
    placeFact:
      'Nearly all the kings of the country were crowned here: in 1429 Joan of Arc stood beside Charles VII, holding her banner.',
    factSource: unesco(601),
  },
]
