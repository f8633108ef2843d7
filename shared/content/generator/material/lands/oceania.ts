/** Mountains, lakes, reefs and islands of Oceania: what every atlas shows and no election changes. */
export const OCEANIA: Record<string, string[]> = {
  AU: [
    'The Great Barrier Reef off Australia is more than 2,300 kilometres long.',
    'Kati Thanda, or Lake Eyre, the lowest point of Australia, lies about 15 metres below the sea and fills only now and then.',
    'K’gari, which was called Fraser Island until 2023, is off Australia and the largest sand island in the world.',
    'Mount Kosciuszko, 2,228 metres high, is the highest mountain of mainland Australia.',
  ],
  FJ: [
    'Fiji has more than 300 islands, and people live on about a third of them.',
    'The 180th meridian runs through Taveuni in Fiji; the date line makes a bend, so that all of Fiji has the same day.',
  ],
  FM: [
    'On Pohnpei in Micronesia stands Nan Madol, a ruined city on nearly a hundred islets, built of columns of basalt.',
    'In the lagoon of Chuuk in Micronesia lie dozens of sunken ships, which divers visit.',
  ],
  KI: [
    'Kiribati has islands on both sides of the equator, and west and east of the 180th meridian.',
    'The islands of Kiribati are scattered over some 3.5 million square kilometres of ocean, more than the area of India.',
    'Banaba, the only island of Kiribati that is not an atoll, rises to about 80 metres.',
    'Kiritimati in Kiribati is by land area the largest atoll in the world.',
    'Since the date line was moved in 1995, the new year comes first to islands of Kiribati.',
  ],
  MH: [
    'Seamen of the Marshall Islands once drew the swell of the ocean on charts made of sticks and shells.',
    'Kwajalein in the Marshall Islands encloses one of the largest lagoons in the world.',
  ],
  NR: [
    'Nauru is the smallest island country in the world: a road of some 19 kilometres runs all the way round it.',
    'In the middle of Nauru lies a small lake, Buada Lagoon, with palms and gardens round it.',
    'Nauru has no official capital: its government sits in the district of Yaren.',
    'Nauru is a single raised coral island: cliffs part the narrow green shore from the plateau.',
    'Nauru once grew rich on phosphate, left over thousands of years by sea birds; most of it has been dug out.',
  ],
  NZ: [
    'Aoraki, or Mount Cook, 3,724 metres high, is the highest mountain of New Zealand.',
    'Lake Taupō, the largest lake of New Zealand, fills the crater of a volcano.',
    'Before people came, New Zealand had no land mammals but bats; birds such as the kiwi took their place.',
  ],
  PG: [
    'Mount Wilhelm, 4,509 metres high, is the highest mountain of Papua New Guinea.',
    'More than 800 languages are spoken in Papua New Guinea, more than in any other country.',
    'The largest butterfly in the world, Queen Alexandra’s birdwing, lives only in one province of Papua New Guinea.',
  ],
  PW: [
    'In a lake of Palau one can swim among millions of jellyfish, which hardly sting.',
    'Babeldaob in Palau is one of the largest islands of Micronesia.',
    'All visitors to Palau sign a pledge, stamped into their passports, to look after the islands.',
    'The Rock Islands of Palau, several hundred mushrooms of limestone, have been nibbled at by the sea.',
  ],
  SB: [
    'Mount Popomanaseu on Guadalcanal, some 2,300 metres high, is the highest mountain of the Solomon Islands.',
    'Lake Tegano on Rennell, in the Solomon Islands, is the largest lake of the Pacific islands and was once a lagoon.',
  ],
  TO: [
    'Tonga has more than 170 islands, and people live on about 45 of them.',
    'In the deep trench off Tonga the sea floor lies more than 10,800 metres down.',
    'In January 2022 a volcano under the sea off Tonga threw ash higher than any eruption ever measured: more than 50 kilometres.',
  ],
  TV: [
    'Tuvalu consists of nine coral islands; the highest point is less than five metres above the sea.',
    'Funafuti in Tuvalu is a thin ring of some thirty islets round a lagoon of about 275 square kilometres.',
    'On the whole of Tuvalu there is hardly 26 square kilometres of land.',
    'Tuvalu earns a good part of its income from its letters on the internet, .tv, which broadcasters like.',
  ],
  VU: [
    'On Tanna in Vanuatu one can walk up to the rim of Yasur, a volcano that has been erupting for centuries.',
    'On Pentecost in Vanuatu men leap from wooden towers with vines tied to their ankles: the forerunner of bungee jumping.',
  ],
  WS: [
    'At the end of 2011 Samoa crossed the date line, and 30 December simply did not happen there.',
    'Mount Silisili on Savai’i, about 1,860 metres high, is the highest mountain of Samoa.',
  ],
}
