import { britannica, unesco, type Words } from './words.ts'

export const WORLD: Words[] = [
  {
    file: 'greatWallofChina',
    alt: 'A crenellated stone fortification with a square watchtower winds over steep green hills towards the horizon.',
    description: 'A system of fortifications built and rebuilt over some two thousand years.',
    value: 1,
    wrong: ['Hadrian’s Wall', 'Walls of Ston', 'Kumbhalgarh Fort'],
    fact: 'Most of the stone and brick that visitors walk on today was laid under the Ming dynasty, between the 14th and the 17th century.',
    otherCountries: ['GB', 'HR', 'IN'],
    placeFact:
      'It is not one line but many, built by different dynasties. Astronauts in orbit can hardly make it out with the naked eye.',
    factSource: unesco(438),
  },
  {
    file: 'greatWall',
    alt: 'A battlemented rampart with watchtowers climbs like a stair up the ridge of a wooded mountain.',
    description: 'A restored stretch about seventy kilometres north of a capital.',
    value: 1,
    wrong: ['Naryn-Kala', 'Ranikot Fort', 'Aurelian Walls'],
    fact: 'Its builders mixed sticky rice into the mortar, which made it strong and kept the water out.',
    otherCountries: ['IN', 'KR', 'RU'],
    placeFact:
      'On this stretch one can come down from the ridge by a long toboggan run. It was restored in the 1980s.',
    more: {
      text: 'Under which dynasty was most of what one sees here built?',
      alternatives: ['Ming', 'Tang', 'Song', 'Han'],
      fact: 'News ran along it faster than any rider: smoke by day and fire by night, and the number of signals told how many enemies came.',
    },
    factSource: unesco(438),
  },
  {
    file: 'machuPicchu',
    alt: 'Roofless stone houses and terraces on a mountain saddle, with a steep pointed peak behind them and clouds above.',
    description: 'A royal estate of the 15th century on a ridge at about 2,430 metres above the sea.',
    value: 1,
    wrong: ['Ciudad Perdida', 'Monte Albán', 'Choquequirao'],
    fact: 'Its masons cut the stones so exactly that many walls stand without mortar, and they have outlasted centuries of earthquakes.',
    otherCountries: ['CO', 'MX', 'BO'],
    placeFact:
      'It was built in the 15th century, probably for the Inca ruler Pachacuti, and was left behind after barely a hundred years.',
    more: {
      text: 'Which people built this town?',
      alternatives: ['The Inca', 'The Maya', 'The Aztecs', 'The Olmecs'],
      fact: 'They had neither iron tools nor wheels. More than half of their work lies underground, in drains and foundations.',
    },
    factSource: unesco(274),
  },
  {
    file: 'petra',
    alt: 'A broad two-storey facade with plain columns, a door and a round pavilion on top, carved out of a cliff of yellow rock.',
    description: 'A rock-cut front nearly fifty metres wide, high above an ancient city.',
    value: 3,
    wrong: ['Abu Simbel', 'Qasr al-Farid', 'Naqsh-e Rostam'],
    fact: 'One has to climb more than 800 steps to it. Crosses cut into the wall inside gave it its name.',
    otherCountries: ['EG', 'SA', 'IR'],
    placeFact:
      'Its city grew rich on the caravan trade in incense, and led water through the desert in channels along the walls of a gorge.',
    more: {
      text: 'Which people carved this facade?',
      alternatives: ['The Nabataeans', 'The Hittites', 'The Phoenicians', 'The Crusaders'],
      fact: 'The masons worked from the top down, so that they needed hardly any scaffolding, and could not afford a mistake.',
    },
    factSource: unesco(326),
  },
  {
    file: 'jucheTower',
    alt: 'A tapering shaft of pale stone, seen steeply from below, with a red metal flame at its tip.',
    description: 'A monument of 1982, 170 metres high with its torch.',
    value: 3,
    wrong: ['Washington Monument', 'Monas', 'Tower of the Sun'],
    fact: 'It has 25,550 blocks, one for each day of the first seventy years of the leader to whom it was given.',
    otherCountries: ['CN', 'ID', 'TM'],
    placeFact:
      'It is about one metre taller than the Washington Monument, which it looks rather like. The red torch is lit at night.',
    factSource: britannica('place/Pyongyang'),
  },
  {
    file: 'operaHouse',
    alt: 'A cluster of white shells, like sails in the wind, on a low platform at the edge of a blue harbour.',
    description: 'Concert halls and theatres of 1973 on a point in a harbour.',
    value: 1,
    wrong: ['Auditorio de Tenerife', 'Oslo Opera', 'Harpa'],
    fact: 'More than a million tiles cover its shells, in white and cream: rain alone washes most of the dirt off.',
    otherCountries: ['ES', 'NZ', 'NO'],
    placeFact:
      'It cost fourteen times as much as planned and took ten years longer. A state lottery paid for most of it.',
    more: {
      text: 'From which country did the architect come?',
      alternatives: ['Denmark', 'Finland', 'Italy', 'Japan'],
      fact: 'Jørn Utzon left in anger in 1966, seven years before it was opened, and never came back to see it.',
    },
    factSource: unesco(166),
  },
  {
    file: 'christTheRedeemer',
    alt: 'A white figure of a man in a robe with arms stretched wide stands on the top of a steep wooded peak.',
    description: 'A figure thirty metres high, finished in 1931, on a peak above a city.',
    value: 1,
    wrong: ['Cristo Rei', 'Cristo de la Concordia', 'Cristo del Otero'],
    fact: 'Lightning strikes it several times a year; in 2014 it broke the tip of a thumb.',
    otherCountries: ['PT', 'BO', 'MX'],
    placeFact:
      'It is covered with millions of small triangles of soapstone. Women glued them to cloth, and wrote the names of loved ones on the back.',
    more: {
      text: 'In which city does this figure stand?',
      alternatives: ['Rio de Janeiro', 'São Paulo', 'Salvador', 'Lisbon'],
      fact: 'A cog railway has climbed the peak since 1884. It is older than the figure, and carried its parts up.',
    },
    factSource: unesco(1100),
  },
]
