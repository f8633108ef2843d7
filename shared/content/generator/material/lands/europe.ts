/** Rivers, mountains, lakes and coasts of Europe: what every atlas shows and no election changes. */
export const EUROPE: Record<string, string[]> = {
  AD: [
    'Coma Pedrosa, 2,942 metres high, is the highest mountain of Andorra.',
    'The lowest point of Andorra is still about 840 metres above the sea.',
  ],
  AL: [
    'Lake Shkodër, partly in Albania, is the largest lake of the Balkans.',
    'Mount Korab, 2,764 metres high, on the eastern border of Albania is its highest point.',
  ],
  AT: [
    'The Grossglockner, 3,798 metres high, is the highest mountain of Austria.',
    'The Eisriesenwelt in Austria, more than 40 kilometres long, is the largest ice cave in the world.',
    'Lake Neusiedl in Austria is so shallow that one can wade through most of it.',
  ],
  BA: [
    'Bosnia and Herzegovina reaches the sea at Neum, with a coast of only about 20 kilometres.',
    'In Perućica, in Bosnia and Herzegovina, stands one of the last primeval forests of Europe.',
  ],
  BE: [
    'The Signal de Botrange, at 694 metres the highest point of Belgium, has stairs on top so that one can reach 700.',
    'The coast of Belgium, 67 kilometres long, has a tram from one end to the other.',
  ],
  BG: [
    'Musala in the Rila Mountains of Bulgaria, 2,925 metres high, is the highest peak of the Balkan Peninsula.',
    'A great part of the world’s rose oil comes from the valley of Kazanlak in Bulgaria.',
    'The Danube forms most of the northern border of Bulgaria.',
  ],
  BY: [
    'European bison, the heaviest land animals of the continent, live in the primeval forest of Belovezha in Belarus.',
    'Forest covers about two fifths of Belarus, and there are some 11,000 lakes.',
  ],
  CH: [
    'The Rhine and the Rhône both rise in the mountains of Switzerland.',
    'The Aletsch Glacier in Switzerland, some 20 kilometres long, is the longest of the Alps.',
    'The Gotthard Base Tunnel in Switzerland, 57 kilometres long, is the longest railway tunnel in the world.',
  ],
  CZ: [
    'The Elbe rises in the mountains of Czechia, and the Vltava joins it on the way.',
    'The Hranice Abyss in Czechia is the deepest known cave that is filled with water.',
  ],
  DE: [
    'The Zugspitze, 2,962 metres high, is the highest mountain of Germany.',
    'The Danube begins in the Black Forest of Germany, where two streams join at Donaueschingen.',
    'At low tide one can walk for kilometres on the floor of the North Sea off Germany: the Wadden Sea.',
  ],
  DK: [
    'Møllehøj, the highest natural point of Denmark, rises only about 171 metres above the sea.',
    'Nowhere in Denmark is one farther than some 50 kilometres from the sea.',
  ],
  EE: [
    'More than 2,000 islands and islets belong to Estonia; Saaremaa is the largest.',
    'On Saaremaa in Estonia a meteorite left a round lake, Kaali, some 3,500 years ago.',
  ],
  ES: [
    'Teide on Tenerife, about 3,715 metres high, is the highest mountain of Spain.',
    'The Ebro carries more water than any other river that flows wholly in Spain.',
    'On La Gomera in the Canary Islands of Spain people talk across valleys in a whistled language.',
  ],
  FI: [
    'Finland has about 188,000 lakes.',
    'The land of Finland is still rising from the sea, since the weight of the ice age is off it: up to nine millimetres a year.',
    'In the far north of Finland the sun does not set for more than two months in summer.',
  ],
  FR: [
    'Mont Blanc, a little over 4,800 metres high, is the highest mountain of the Alps.',
    'The Loire, about 1,000 kilometres long, is the longest river of France.',
    'The Dune of Pilat in France, about 100 metres high, is the tallest sand dune of Europe.',
    'With its overseas lands, France covers twelve time zones, more than any other country.',
  ],
  GB: [
    'Ben Nevis in Scotland, 1,345 metres high, is the highest mountain of the United Kingdom.',
    'Lough Neagh in Northern Ireland is the largest lake of the United Kingdom.',
    'The Severn, which rises in Wales, is the longest river of the United Kingdom, a little longer than the Thames.',
  ],
  GR: [
    'Mount Olympus, 2,917 metres high, is the highest mountain of Greece.',
    'Greece has thousands of islands, but people live on only some 230 of them.',
    'Santorini in Greece is the rim of a volcano that blew up some 3,600 years ago.',
  ],
  HR: [
    'More than a thousand islands and rocks lie off the coast of Croatia; people live on about fifty.',
    'At Plitvice in Croatia sixteen lakes spill into one another over natural dams of limestone.',
    'Dinara, 1,831 metres high, is the highest peak of Croatia and has given a whole range its name.',
  ],
  HU: [
    'Lake Balaton in Hungary, about 77 kilometres long, is the largest lake of Central Europe.',
    'Hévíz in Hungary has one of the largest thermal lakes in the world: people swim in it all winter.',
    'Kékes, 1,014 metres high, is the highest point of Hungary.',
  ],
  IE: [
    'The Shannon, about 360 kilometres long, is the longest river of Ireland.',
    'Carrauntoohil, about 1,040 metres high, is the highest mountain of Ireland.',
    'There are no wild snakes in Ireland: the sea rose before any could come.',
  ],
  IS: [
    'Vatnajökull in Iceland is one of the largest glaciers of Europe, and volcanoes lie under its ice.',
    'The word *geyser* comes from Iceland: it is the name of a hot spring, Geysir, which throws up water.',
    'Iceland lies where two plates of the Earth’s crust part, by about two centimetres a year.',
  ],
  IT: [
    'The Po, about 650 kilometres long, is the longest river of Italy.',
    'Etna in Sicily, more than 3,300 metres high, is the highest active volcano of Europe outside the Caucasus.',
    'Lake Garda, at the foot of the Alps, is the largest lake of Italy.',
  ],
  LI: [
    'Grauspitz, 2,599 metres high, is the highest mountain of Liechtenstein.',
    'The Rhine forms the western border of Liechtenstein.',
  ],
  LT: [
    'The Curonian Spit of Lithuania is a strip of dunes 98 kilometres long between a lagoon and the open sea.',
    'The Nemunas flows through Lithuania to the Baltic Sea.',
  ],
  LU: [
    'Under the city of Luxembourg run some 17 kilometres of tunnels, cut into the rock as part of its fortress.',
    'Since 2020 buses, trams and trains have been free of charge in all of Luxembourg, the first country to do so.',
  ],
  LV: [
    'The waterfall of Kuldīga in Latvia is about 250 metres wide, one of the widest of Europe, but only some two metres high.',
    'Gaiziņkalns, 312 metres high, is the highest point of Latvia.',
  ],
  MC: [
    'Monaco has won much of its land from the sea: about a fifth of it is man-made.',
    'One can walk across Monaco from one end to the other in less than an hour.',
  ],
  MD: [
    'In the cellars of Mileștii Mici in Moldova some two million bottles of wine lie along 200 kilometres of tunnels.',
    'Moldova has less than half a kilometre of bank on the Danube, enough for a port of its own.',
  ],
  ME: [
    'The canyon of the Tara in Montenegro, up to 1,300 metres deep, is the deepest of Europe.',
    'The Bay of Kotor in Montenegro looks like a fjord, but it is a river valley that the sea has drowned.',
  ],
  MK: [
    'Lake Ohrid in North Macedonia is one of the oldest and deepest lakes of Europe; it has a trout found nowhere else.',
    'A cross 66 metres high stands on Mount Vodno in North Macedonia.',
  ],
  MT: [
    'Malta has no rivers and no lakes; much of its drinking water comes from the sea.',
    'The temples of Ġgantija on Gozo, in Malta, are more than 5,000 years old: older than the pyramids.',
  ],
  NL: [
    'About a quarter of the Netherlands lies below the level of the sea.',
    'Flevoland in the Netherlands, some 970 square kilometres of former sea floor, is the largest man-made island in the world.',
    'The Rhine splits into several arms in the Netherlands before it reaches the North Sea.',
  ],
  NO: [
    'The Sognefjord in Norway reaches more than 200 kilometres inland and is more than 1,300 metres deep.',
    'Galdhøpiggen, 2,469 metres high, is the highest mountain of Scandinavia.',
    'The Lærdal Tunnel in Norway, 24.5 kilometres long, is the longest road tunnel in the world.',
  ],
  PL: [
    'The Vistula, about 1,050 kilometres long, is the longest river of Poland.',
    'In the salt mine of Wieliczka in Poland miners have carved chapels, statues and chandeliers out of salt.',
    'Rysy, about 2,500 metres high, is the highest peak of Poland.',
  ],
  PT: [
    'Cabo da Roca in Portugal is the westernmost point of the European mainland.',
    'Pico in the Azores, 2,351 metres high, is the highest mountain of Portugal.',
    'Portugal grows about half of all the cork in the world.',
  ],
  RO: [
    'The delta of the Danube, most of it in Romania, is home to thousands of pelicans.',
    'Moldoveanu, 2,544 metres high, is the highest mountain of Romania.',
    'More brown bears live in the Carpathians of Romania than anywhere else in Europe, Russia left aside.',
  ],
  RS: [
    'At the Iron Gates, on the border of Serbia, the Danube squeezes through a gorge between high cliffs.',
    'At Belgrade the Sava flows into the Danube, below a fortress that has been taken dozens of times.',
    'Roman emperors were born in what is now Serbia, more than in any other land outside Italy: Constantine is one of them.',
    'Serbia is one of the largest growers of raspberries in the world.',
  ],
  RU: [
    'Lake Baikal in Russia, more than 1,600 metres deep, is the deepest lake in the world and holds a fifth of its fresh water.',
    'Elbrus in the Caucasus, 5,642 metres high, is the highest mountain of Russia.',
    'The Volga, about 3,500 kilometres long, is the longest river of Europe and flows into the Caspian Sea.',
    'At Oymyakon in Russia it has been colder than 67 degrees below zero, and people live there all year.',
  ],
  SE: [
    'Vänern in Sweden is the largest lake of the European Union.',
    'Kebnekaise, about 2,100 metres high, is the highest mountain of Sweden; as its glacier melts, its second peak has become the higher one.',
    'Sweden has counted more than 260,000 islands, more than any other country.',
  ],
  SI: [
    'The word *karst*, for limestone country full of caves, comes from a plateau in Slovenia.',
    'Triglav, 2,864 metres high, is the highest mountain of Slovenia, and stands on its flag.',
    'A blind, pale salamander, the olm, lives in the caves of Slovenia and can live for a hundred years.',
  ],
  SK: [
    'Gerlach Peak in Slovakia, 2,655 metres high, is the highest mountain of the Carpathians.',
    'More than 7,000 caves are known in Slovakia; some are full of ice all year.',
  ],
  SM: [
    'Monte Titano, 739 metres high, is the highest point of San Marino; three towers stand on its ridge.',
    'San Marino, by tradition founded in 301, calls itself the oldest republic in the world.',
  ],
  UA: [
    'The Dnieper flows through the whole length of Ukraine to the Black Sea.',
    'Hoverla in the Carpathians, 2,061 metres high, is the highest mountain of Ukraine.',
    'Black earth, among the most fertile soils in the world, covers more than half of Ukraine.',
  ],
  VA: [
    'Vatican City is the smallest country in the world: it measures less than half a square kilometre.',
    'All of Vatican City is a World Heritage Site: no other country is one as a whole.',
    'Gardens cover about half of Vatican City.',
    'Vatican City has a railway of its own, a few hundred metres long, hardly used for passengers.',
  ],
}
