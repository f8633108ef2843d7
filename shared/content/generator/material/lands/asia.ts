/** Rivers, mountains, lakes and coasts of Asia: what every atlas shows and no election changes. */
export const ASIA: Record<string, string[]> = {
  AE: [
    'The United Arab Emirates reaches into the Empty Quarter, the largest unbroken sand desert in the world.',
    'The United Arab Emirates has coasts on two gulfs, on either side of the Strait of Hormuz.',
  ],
  AF: [
    'Noshaq in the Hindu Kush, 7,492 metres high, is the highest mountain of Afghanistan.',
    'The lakes of Band-e Amir in Afghanistan are held by natural dams of stone that the water itself has laid down.',
    'The Wakhan Corridor, a tongue of Afghanistan between high mountains, is in places less than 20 kilometres wide.',
  ],
  AM: [
    'Lake Sevan in Armenia lies at about 1,900 metres and is one of the largest mountain lakes of the region.',
    'Mount Aragats, 4,090 metres high, is the highest mountain of Armenia; it has four peaks around a crater.',
  ],
  AZ: [
    'Azerbaijan has more mud volcanoes than any other country: they spout cold mud and gas.',
    'At Yanar Dag in Azerbaijan natural gas seeps from a hillside, and the fire there never goes out.',
    'The Caspian Sea, on which Azerbaijan lies, lies almost 30 metres below the level of the ocean.',
  ],
  BD: [
    'The Ganges and the Brahmaputra meet in Bangladesh and form the largest delta in the world.',
    'Tigers swim between the islands of the Sundarbans in Bangladesh, the largest mangrove forest in the world.',
    'The beach of Cox’s Bazar in Bangladesh runs on for about 120 kilometres without a break.',
  ],
  BH: [
    'Under the sea off Bahrain rise springs of fresh water, which divers once brought up in leather bags.',
    'The highest point of Bahrain, Jabal ad Dukhan, is only some 130 metres high.',
  ],
  BN: [
    'Brunei is in two parts; since 2020 a bridge some 30 kilometres long has joined them across a bay.',
    'In Brunei thousands of people live on stilts over the water, in Kampong Ayer.',
  ],
  BT: [
    'Gangkhar Puensum, some 7,570 metres high, on the border of Bhutan is the highest mountain nobody has climbed: it is sacred.',
    'Forest covers more than two thirds of Bhutan, and the constitution says that it must never be less than 60 per cent.',
  ],
  CN: [
    'The Yangtze, about 6,300 kilometres long, is the longest river that flows through a single country.',
    'Turpan in the west of China lies about 154 metres below the sea: it is hot, dry and full of vineyards.',
    'China has a single time zone, though it would span five by the sun.',
    'The Yellow River takes its name from the fine yellow dust that it carries down from the plateau.',
  ],
  CY: [
    'Mount Olympus on Cyprus is 1,952 metres high, and one can ski on it in winter.',
    'The name of copper comes, by way of Latin, from Cyprus, where it was mined in ancient times.',
  ],
  GE: [
    'In the high valleys of Svaneti in Georgia families lived beside stone towers of their own, and some two hundred still stand.',
    'Shkhara in the Caucasus, about 5,200 metres high, is the highest mountain of Georgia.',
    'Wine has been made in Georgia for about 8,000 years, longer than anywhere else known, in clay jars buried in the ground.',
  ],
  ID: [
    'Indonesia has more than 17,000 islands and reaches over some 5,000 kilometres from west to east.',
    'Puncak Jaya in Indonesia, 4,884 metres high, is the highest mountain of any island in the world.',
    'The Komodo dragon, the largest lizard in the world, lives only on a few islands of Indonesia.',
  ],
  IL: [
    'The shore of the Dead Sea, more than 430 metres below the ocean, is the lowest land on Earth.',
    'About half of Israel is desert: the Negev.',
    'Israel has a coast on the Red Sea too, at Eilat, but it is only about 11 kilometres long.',
    'Makhtesh Ramon in the Negev of Israel looks like a crater, but water has carved it: it is some 40 kilometres long.',
    'Half a billion birds pass over Israel twice a year, on their way between Europe and Africa.',
    'The Sea of Galilee in Israel, about 210 metres below the ocean, is the lowest freshwater lake on Earth.',
  ],
  IN: [
    'Mawsynram in the hills of north-eastern India is one of the wettest places on Earth: almost 12 metres of rain fall in a year.',
    'Kangchenjunga, on the border of India, is 8,586 metres high: the third-highest mountain in the world.',
    'The Ganges rises from an ice cave in the Himalayas of India, almost 4,000 metres above the sea.',
  ],
  IQ: [
    'The Tigris and the Euphrates flow through Iraq and join before they reach the sea: the oldest cities known grew up between them.',
    'In the marshes of southern Iraq people have built houses of reeds for thousands of years.',
  ],
  IR: [
    'Damavand in Iran, about 5,600 metres high, is the highest volcano of Asia.',
    'In the Lut Desert of Iran satellites have measured ground hotter than 70 degrees.',
    'Water has been led under the deserts of Iran in tunnels, the qanats, for more than two thousand years.',
  ],
  JO: [
    'Jordan has only one coast: about 26 kilometres on the Red Sea, at Aqaba.',
    'The red sandstone valley of Wadi Rum in Jordan has often played the planet Mars in films.',
  ],
  JP: [
    'Japan has more than 14,000 islands; four large ones make up almost all of its area.',
    'About a tenth of the world’s active volcanoes are in Japan.',
    'Lake Biwa, the largest lake of Japan, is one of the oldest in the world.',
  ],
  KG: [
    'Issyk-Kul in Kyrgyzstan, one of the largest mountain lakes in the world, never freezes, although it lies at 1,600 metres.',
    'About nine tenths of Kyrgyzstan lie higher than 1,500 metres.',
  ],
  KH: [
    'In the rainy season the Tonlé Sap in Cambodia flows backwards, and its lake grows to several times its size.',
    'The Mekong runs through Cambodia for about 500 kilometres.',
  ],
  KP: [
    'Mount Paektu, 2,744 metres high, on the northern border of North Korea is a volcano with a lake in its crater.',
    'Mountains and uplands cover about four fifths of North Korea.',
  ],
  KR: [
    'Hallasan on the island of Jeju, 1,947 metres high, is a volcano and the highest mountain of South Korea.',
    'The divers of Jeju in South Korea, most of them women and many over sixty, fetch shellfish from the sea without any air.',
  ],
  KW: [
    'Kuwait has no permanent river or lake: its drinking water is made from the sea.',
    'At Mitribah in Kuwait 53.9 degrees were measured in 2016, one of the highest temperatures ever recorded.',
  ],
  KZ: [
    'Half of Lake Balkhash in Kazakhstan holds fresh water, and the other half is salt.',
    'All apples are thought to descend from wild trees in the mountains of Kazakhstan.',
    'Kazakhstan is the largest country in the world without a coast on the ocean.',
  ],
  LA: [
    'The Mekong is the western border of Laos for much of its length.',
    'On the Plain of Jars in Laos thousands of great stone vessels lie about, more than two thousand years old.',
  ],
  LB: [
    'Qurnat as Sawda, about 3,090 metres high, is the highest mountain of Lebanon; people ski on its slopes.',
    'The Jeita Grotto in Lebanon has one of the longest stalactites known: more than eight metres.',
  ],
  LK: [
    'Adam’s Peak in Sri Lanka has a hollow on top that four religions hold to be a holy footprint.',
    'Sigiriya in Sri Lanka is a rock some 200 metres high; a king built his palace on top of it in the fifth century.',
    'Sri Lanka is the home of true cinnamon: most of what the world uses still comes from there.',
    'Pidurutalagala, 2,524 metres high, is the highest mountain of Sri Lanka.',
  ],
  MM: [
    'Hkakabo Razi, about 5,880 metres high, in the far north of Myanmar is the highest mountain of Southeast Asia.',
    'On Inle Lake in Myanmar fishermen row standing, with one leg wrapped round the oar.',
    'The Irrawaddy, the great river of Myanmar, can be sailed for well over a thousand kilometres.',
  ],
  MN: [
    'The Gobi in Mongolia is a cold desert, and whole nests of dinosaur eggs have come to light in its red cliffs.',
    'Lake Khövsgöl holds most of the fresh water of Mongolia and is frozen for months on end.',
    'Wild Przewalski’s horses, once extinct in the wild, graze in Mongolia again.',
  ],
  MV: [
    'The Maldives are the flattest country on Earth: hardly a spot is more than two metres above the sea.',
    'The word *atoll* comes from the language of the Maldives, which have 26 of them.',
  ],
  MY: [
    'Kinabalu on Borneo, 4,095 metres high, is the highest mountain of Malaysia.',
    'The Sarawak Chamber under Mulu in Malaysia is one of the largest cave halls in the world.',
    'Malaysia is in two parts with some 600 kilometres of sea between them.',
  ],
  NP: [
    'Eight of the fourteen mountains higher than 8,000 metres stand in Nepal or on its border.',
    'The Kali Gandaki in Nepal flows through one of the deepest gorges in the world, between two peaks of more than 8,000 metres.',
    'Nepal rises from some 60 metres above the sea to the highest point on Earth within less than 200 kilometres.',
  ],
  OM: [
    'Musandam, the northern tip of Oman, is cut off from the rest of the country and has fjords.',
    'Jebel Shams in Oman, about 3,000 metres high, looks down into a canyon some 1,000 metres deep.',
  ],
  PH: [
    'The Philippines have more than 7,600 islands.',
    'The eruption of Pinatubo in the Philippines in 1991 cooled the whole Earth by about half a degree for a year.',
    'A river on Palawan in the Philippines runs for eight kilometres under a mountain and out into the sea.',
  ],
  PK: [
    'Tirich Mir in Pakistan, 7,708 metres high, is the highest mountain of the Hindu Kush.',
    'The Thar Desert reaches into the south-east of Pakistan.',
    'Khewra in Pakistan has one of the largest salt mines in the world: most pink rock salt comes from there.',
    'The Indus flows through Pakistan from the mountains of the north to the Arabian Sea.',
  ],
  QA: [
    'Qatar is a flat peninsula: its highest point is only about 100 metres above the sea.',
    'At Khor Al Adaid in Qatar the sea reaches in among tall dunes of sand.',
  ],
  SA: [
    'Saudi Arabia is the largest country in the world without a river that flows all year.',
    'The Empty Quarter, mostly in Saudi Arabia, is about as large as France.',
    'The coast of Saudi Arabia on the Red Sea is about 1,800 kilometres long, with coral reefs along most of it.',
  ],
  SG: [
    'By filling in the sea, Singapore has grown by about a quarter since the 1960s.',
    'Bukit Timah, the highest hill of Singapore, is about 164 metres high and still covered with rainforest.',
  ],
  SY: [
    'The Euphrates is the longest river of Syria; it fills Lake Assad behind a dam.',
    'Palmyra in Syria was an oasis on the caravan road through the desert, with temples and a street of columns a kilometre long.',
  ],
  TH: [
    'Doi Inthanon, 2,565 metres high, is the highest mountain of Thailand.',
    'Khao Sok, in the south of Thailand, keeps one of the oldest rainforests in the world.',
    'The smallest mammal known by length, a bat that weighs about two grams, lives in caves in the west of Thailand.',
  ],
  TJ: [
    'More than nine tenths of Tajikistan are mountains, and about half of it lies above 3,000 metres.',
    'Lake Sarez in Tajikistan came into being in 1911, when an earthquake threw a mountainside across a river.',
  ],
  TL: [
    'The sea north of Timor-Leste drops so steeply that whales pass close to the shore.',
    'Tatamailau, about 2,960 metres high, is the highest mountain of Timor-Leste.',
  ],
  TM: [
    'The Karakum, whose name means black sand, is a desert that covers most of Turkmenistan.',
    'A canal more than 1,300 kilometres long leads water from the Amu Darya right through the desert of Turkmenistan.',
  ],
  TR: [
    'Mount Ararat, 5,137 metres high, is the highest mountain of Türkiye.',
    'Lake Van, the largest lake of Türkiye, is so full of soda that clothes can be washed in it without soap.',
    'The Tigris and the Euphrates both rise in the east of Türkiye.',
  ],
  UZ: [
    'The Kyzylkum, the red sand, is a desert that covers much of Uzbekistan.',
    'Muynak in Uzbekistan was a port on the Aral Sea; its ships now lie on the sand, far from any water.',
  ],
  VN: [
    'Hang Son Doong in Vietnam is the largest cave known: a street of tall houses would fit into it.',
    'Fansipan, more than 3,140 metres high, is the highest mountain of Vietnam.',
    'Close to 2,000 islands of limestone stand in Ha Long Bay in Vietnam.',
  ],
  YE: [
    'On Socotra, an island of Yemen, grows the dragon blood tree, whose red resin has been traded since ancient times.',
    'Jabal an Nabi Shu’ayb in Yemen, some 3,670 metres high, is the highest mountain of Arabia.',
  ],
}
