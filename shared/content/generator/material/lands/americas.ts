/** Rivers, mountains, lakes and coasts of the Americas: what every atlas shows and no election changes. */
export const AMERICAS: Record<string, string[]> = {
  AG: [
    'The highest point of Antigua and Barbuda is only about 400 metres above the sea, and Barbuda is almost flat.',
    'Thousands of frigatebirds nest in the lagoon of Barbuda, one of the largest colonies in the world.',
  ],
  AR: [
    'Aconcagua in Argentina, 6,961 metres high, is the highest mountain outside Asia.',
    'Laguna del Carbón in Argentina lies 105 metres below the sea: no land in the Americas is lower.',
    'The Perito Moreno Glacier in Argentina dams up a lake, until the water breaks through the ice with a roar.',
  ],
  BB: [
    'Barbados is built of coral limestone, while most of the islands near it are volcanic.',
    'Mount Hillaby, some 340 metres high, is the highest point of Barbados.',
  ],
  BO: [
    'The Salar de Uyuni in Bolivia, more than 10,000 square kilometres, is the largest salt flat in the world.',
    'Sajama in Bolivia, 6,542 metres high, is an old volcano with the highest woods in the world on its slopes.',
    'Ships sail Lake Titicaca, on the border of Bolivia, at more than 3,800 metres above the sea.',
    'Bolivia has a navy, though it lost its coast in the 1880s: it sails on rivers and on Lake Titicaca.',
  ],
  BR: [
    'About three fifths of the Amazon rainforest lie in Brazil.',
    'At the Iguaçu Falls, on the southern border of Brazil, some 275 cascades stand side by side.',
    'The Pantanal, mostly in Brazil, is the largest tropical wetland in the world.',
  ],
  BS: [
    'The Bahamas have some 700 islands and more than 2,000 small cays; people live on about thirty.',
    'Mount Alvernia, 63 metres high, is the highest point of the Bahamas.',
  ],
  BZ: [
    'The barrier reef off Belize is the second-longest in the world.',
    'The Great Blue Hole off Belize is round, some 300 metres across and about 125 metres deep.',
  ],
  CA: [
    'Canada has the longest coast in the world: more than 200,000 kilometres with all its islands.',
    'In the Bay of Fundy in Canada the sea rises and falls by up to 16 metres.',
    'Mount Logan in Canada, 5,959 metres high, is the second-highest mountain of North America.',
    'There are more lakes in Canada than in any other country.',
  ],
  CL: [
    'Chile is more than 4,200 kilometres long and on average only about 180 kilometres wide.',
    'The Atacama in Chile is the driest desert on Earth outside the polar regions.',
    'Ojos del Salado, on the border of Chile, is the highest volcano in the world: about 6,890 metres.',
  ],
  CO: [
    'Colombia is the only country of South America with coasts on both the Pacific and the Caribbean Sea.',
    'The Sierra Nevada de Santa Marta in Colombia rises to some 5,700 metres only about 40 kilometres from the sea.',
    'More kinds of birds live in Colombia than in any other country: about 1,900.',
  ],
  CR: [
    'Chirripó, 3,820 metres high, is the highest mountain of Costa Rica; on a clear day one sees two oceans from it.',
    'Cocos Island in Costa Rica lies about 550 kilometres out in the Pacific and is famous for its sharks.',
  ],
  CU: [
    'Cuba is by far the largest island of the Caribbean, about 1,250 kilometres long.',
    'The bee hummingbird of Cuba is the smallest bird in the world: it weighs about two grams.',
    'Pico Turquino, 1,974 metres high, is the highest mountain of Cuba.',
  ],
  DM: [
    'Dominica has a Boiling Lake, which volcanic heat keeps bubbling in a basin high in the hills.',
    'Morne Diablotins, 1,447 metres high, is the highest point of Dominica.',
  ],
  DO: [
    'Pico Duarte, a little over 3,000 metres high, in the Dominican Republic is the highest mountain of the Caribbean.',
    'Lake Enriquillo in the Dominican Republic lies below the level of the sea, and crocodiles live in its salt water.',
  ],
  EC: [
    'The top of Chimborazo in Ecuador is the point on land farthest from the centre of the Earth, farther than that of Everest.',
    'The Galápagos Islands of Ecuador, about 1,000 kilometres out at sea, have penguins and giant tortoises.',
    'Cotopaxi in Ecuador, 5,897 metres high, is one of the highest active volcanoes in the world.',
  ],
  GD: [
    'Grand Etang in Grenada is a lake in the crater of an old volcano.',
    'Kick ’em Jenny, an active volcano, lies under the sea some eight kilometres north of Grenada.',
  ],
  GT: [
    'Tajumulco in Guatemala, 4,220 metres high, is the highest mountain of Central America.',
    'Lake Atitlán in Guatemala, ringed by three volcanoes, is the deepest lake of Central America.',
    'Guatemala has more than thirty volcanoes, and Fuego is one of the most active of Central America.',
  ],
  GY: [
    'At the Kaieteur Falls in Guyana a whole river drops 226 metres in a single leap.',
    'The coast of Guyana, where most people live, lies partly below the level of the sea at high tide, behind walls.',
  ],
  HN: [
    'The Mosquito Coast in the east of Honduras is a land of lagoons and rainforest with hardly a road.',
    'The Bay Islands of Honduras lie on the second-longest barrier reef in the world.',
  ],
  HT: [
    'Pic la Selle, 2,680 metres high, is the highest mountain of Haiti.',
    'Haiti shares the island of Hispaniola, the second-largest of the Caribbean, with a single neighbour.',
  ],
  JM: [
    'The Blue Mountains of Jamaica rise to 2,256 metres; the coffee from their slopes is among the dearest in the world.',
    'The Cockpit Country in Jamaica is a maze of rounded hills and hollows, where escaped slaves once held out.',
  ],
  KN: [
    'Mount Liamuiga on Saint Kitts is a volcano 1,156 metres high, with a crater a kilometre wide.',
    'A channel of about three kilometres, the Narrows, parts Saint Kitts from Nevis.',
  ],
  LC: [
    'The Pitons of Saint Lucia are two steep volcanic peaks, which rise side by side out of the sea.',
    'Mount Gimie, 950 metres high, is the highest point of Saint Lucia.',
  ],
  MX: [
    'Pico de Orizaba in Mexico, 5,636 metres high, is the highest volcano of North America.',
    'Yucatán in Mexico has hardly any rivers above ground: the water runs in caves, which open in thousands of sinkholes.',
    'Millions of monarch butterflies fly each autumn from Canada to a few mountain forests of Mexico.',
    'Crystals up to twelve metres long were found in a mine under Naica in Mexico.',
  ],
  NI: [
    'Lake Nicaragua is the largest lake of Central America, and an island of two volcanoes, Ometepe, stands in it.',
    'Sharks swim from the Caribbean up a river into Lake Nicaragua, which is fresh water.',
  ],
  PA: [
    'Because the isthmus bends, a ship that passes the Panama Canal from the Atlantic to the Pacific comes out farther east.',
    'There is no road through the jungle of the Darién in Panama: the highway from Alaska to Tierra del Fuego has a gap there.',
  ],
  PE: [
    'One of the headstreams of the Amazon rises in the mountains of southern Peru, closer to the Pacific than to the Atlantic.',
    'Huascarán in Peru, 6,768 metres high, is the highest mountain in the tropics.',
    'The Colca and Cotahuasi canyons in Peru are about twice as deep as the Grand Canyon.',
  ],
  PY: [
    'The Itaipú Dam, on the border of Paraguay, has made more electricity than any other power station in the world.',
    'More than nine tenths of the people of Paraguay live east of the river of the same name; to the west lies the dry Chaco.',
  ],
  SR: [
    'Rainforest covers more than nine tenths of Suriname, a greater part than of any other country.',
    'Juliana Top, 1,230 metres high, is the highest mountain of Suriname.',
  ],
  SV: [
    'El Salvador is the only country of Central America without a coast on the Caribbean Sea.',
    'Izalco in El Salvador erupted so steadily that sailors called it the Lighthouse of the Pacific.',
  ],
  TT: [
    'Pitch Lake in Trinidad is the largest natural lake of asphalt in the world; one can walk on it.',
    'At its closest Trinidad lies only about 11 kilometres from the mainland of South America.',
  ],
  US: [
    'Denali in Alaska, 6,190 metres high, is the highest mountain of North America.',
    'Mauna Kea on Hawaii is more than 10,000 metres high if measured from the floor of the ocean.',
    'Badwater in Death Valley, 86 metres below the sea, is the lowest point of North America.',
    'The Missouri is longer than the Mississippi, into which it flows.',
  ],
  UY: [
    'The Río de la Plata, on which Uruguay lies, is up to about 220 kilometres wide: the widest estuary in the world.',
    'Cerro Catedral, the highest point of Uruguay, is only 514 metres high.',
  ],
  VC: [
    'La Soufrière on Saint Vincent, 1,234 metres high, is a volcano that erupted in 2021.',
    'The Grenadines are a chain of small islands and reefs; more than thirty of them belong to Saint Vincent.',
  ],
  VE: [
    'The Angel Falls in Venezuela, 979 metres high, are the highest waterfall in the world.',
    'Where a river runs into Lake Maracaibo in Venezuela, lightning flashes on more than a hundred nights a year.',
    'Table mountains with sheer walls, the tepuis, stand in the south of Venezuela; plants grow on them that grow nowhere else.',
  ],
}
