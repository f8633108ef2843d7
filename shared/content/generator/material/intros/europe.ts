export const EUROPE: Record<string, string> = {
  paris:
    'Paris is a city to be walked: along the quays, over the bridges, past bookstalls and bakeries. It is cut in two by the Seine, and its twenty districts curl outwards from the centre like a snail. Sit down at a café table and the street becomes a theatre.',
  london:
    'London has grown from a Roman river crossing into a patchwork of villages, markets, parks and towers. Red buses pass buildings from ten centuries on a single ride. Whatever the weather, somebody will mention it.',
  rome: 'In Rome, ancient columns stand next to espresso bars, and cats doze among the ruins. The city has been lived in for more than 2,700 years and wears them lightly. Follow the sound of water: there is a fountain round almost every corner.',
  berlin:
    'Berlin is wide, green and never quite finished. Traces of its divided past run across the pavements, while lakes and woods begin within the city limits. It stays up late and takes its breakfast even later.',
  madrid:
    'Madrid lies high on a dry plain, under a sky that painters loved. Three great art museums stand within a short walk of one another, and the tables on the squares fill up just when other cities go to bed.',
  athens:
    'Athens gathers around its rocky hills, with temples above and lively streets below. Orange trees line the pavements, and the sea is only a tram ride away. Philosophers once argued in its marketplace; people still do.',
  istanbul:
    'Istanbul lies on both shores of a strait, and ferries carry its people between two continents, with a glass of tea on the way. It has had several names and ruled several empires. Gulls follow every boat.',
  reykjavik:
    'Steam rises from the pavements and swimming pools of Reykjavík, for the ground itself heats the town. Roofs of corrugated iron are painted red, green and blue against the dark. Neighbours settle the affairs of the day in a hot tub, in any weather.',
  edinburgh:
    'A castle rock, a spine of tall stone houses and an old volcano with sheep paths: Edinburgh is built like a stage. Narrow closes drop away between the walls and come out somewhere unexpected. In August there seems to be a play in every cellar.',
  dublin:
    'Dublin talks. It talks across the bar, on the bus and along the quays of the Liffey, where gulls join in. Georgian doors gleam in every colour, rain comes and goes before lunch, and there is generally a fiddle tuning up somewhere.',
  nice: 'The bay of Nice has a pebble beach, blue chairs to sit on and a light for which painters moved house. Narrow ochre lanes climb behind the flower market, where *socca* comes out of the oven on huge copper pans. Palm trees do the rest.',
  amsterdam:
    'Tall, narrow houses lean over the water in Amsterdam, each with a hook in its gable for hauling the furniture up. Bicycles have the right of way in practice, boats on a sunny evening. Ask for the apple cake, with cream.',
  brussels:
    'Comic-strip heroes are painted on the house walls of Brussels, and street names come in two languages. Behind the guildhalls of the great square you find lace, waffles and cafés brown with age. Surrealism started as a habit here, and the humour stayed.',
  munich:
    'In summer half of Munich lies in the sun on the pebble banks of the Isar, and the other half is cycling there. Beneath the chestnut trees of a beer garden, strangers share long tables and bring their own radishes. When the warm wind blows from the south, the Alps look close enough to touch.',
  frankfurt:
    'Bankers and apple-wine drinkers share the benches of Frankfurt, a town of glass towers with half-timbered gables at their feet. The Main flows between museum gardens and Saturday’s flea market. Green sauce, made from seven herbs, is a matter of honour.',
  zurich:
    'Trams glide through Zurich with hardly a sound, past fountains one may drink from. In summer the whole town jumps into the river after work and lets itself be carried along. Across the lake, on clear days, stand the snow peaks.',
  vienna:
    'Coffee in Vienna comes on a little tray with a glass of water, and nobody will hurry you out. Waltzes, cream cakes and chandeliers are all true; so are the vineyards at the end of the tram line. The cemetery is a favourite walk.',
  prague:
    'Statues of saints line an old bridge in Prague, best crossed at dawn before anyone else is up. Spires, domes and red roofs crowd up to the castle hill, and every lane seems to bend. Dumplings and cellar beer belong to the cold months, and to the warm ones.',
  budapest:
    'The Danube flows between the hills of Buda and the boulevards of Pest, and the bridges between them are worth crossing on foot. Chess players sit up to the chest in warm thermal water. Late at night the ruined courtyards fill with lamps and music.',
  warsaw:
    'Old Warsaw was put together again stone by stone, from paintings and memory, after the war had left rubble. Around it grew avenues, glass and milk bars with good pierogi. On summer Sundays someone plays Chopin in the rose garden, and all the grass is taken.',
  copenhagen:
    'In Copenhagen, bathers swim in the harbour and dry off on its wooden decks. Cargo bikes carry children, dogs and the occasional sofa. Candles burn in windows through the dark months; at the first warm ray everybody sits outside with a blanket.',
  oslo: 'Skis travel by underground in Oslo: the line climbs from the fjord into spruce forest, where the tracks are lit at night. Down by the water one may walk up the white roof of the opera. On islands in the fjord there are cabins, a ruined abbey and very cold swims.',
  stockholm:
    'Stockholm floats on islands where a great lake meets the Baltic, and white steamers leave for thousands more. Narrow alleys in ochre and rust wind through the oldest of them. The afternoon pause for coffee and a cinnamon bun, *fika*, is not optional.',
  helsinki:
    'Granite, birch and cold clear light: Helsinki looks scrubbed by the sea. Trams hum past Art Nouveau bears and owls; the market on the quay fries small fish by the bagful. Sooner or later somebody will invite you into a sauna, and then through a hole in the ice.',
  tallinn:
    'Behind its walls and pointed towers, Tallinn keeps crooked lanes, merchant houses and the smell of roasted almonds. Just outside, wooden suburbs and old factories have become studios. Choirs tens of thousands strong have sung on its song grounds, and sang a country free.',
  riga: 'Stone faces stare from the façades of Riga: masks, lions, sphinxes, women with wild hair. The covered market fills old airship hangars with smoked fish, rye bread and birch juice. At midsummer everyone leaves for the woods with a wreath of oak leaves.',
  barcelona:
    'Gaudí’s chimneys and lizards look down on Barcelona, whose blocks have their corners cut off so that each crossing becomes a little square. Old Gothic alleys lead to the sea. On feast days, neighbours climb on each other’s shoulders to build human towers.',
  lisbon:
    'Yellow trams squeal up the hills of Lisbon, past tiled façades, laundry and sleeping dogs. The light comes twice here, once from the sky and once off the wide river. From an open door drifts *fado*; from the next, the smell of grilled sardines.',
  venice:
    'Arrive in Venice by water if you can, and get lost at once. There is not a car to be heard, only footsteps, bells and the slap of the lagoon against stone. Toward evening people stand at the bars of small *bacari* with a glass and something on a toothpick.',
  milan:
    'Milan dresses well, walks fast and hides its best courtyards behind heavy doors. Saffron colours the risotto. At dusk, aperitivo hour begins along the old waterways of the Navigli, and on foggy mornings the marble spires vanish altogether.',
  bucharest:
    'Bucharest mixes villas of the Belle Époque, huge socialist boulevards and overgrown gardens where cats rule. Church domes stand wedged between blocks of flats. Summer nights happen on terraces, with grilled *mici*, mustard and a long discussion.',
  sofia:
    'Yellow paving bricks shine after rain in the middle of Sofia, and the bulk of Mount Vitosha closes the street. Hot mineral water runs from public taps, where people queue with bottles. A mosque, a synagogue and churches stand within a few steps of each other.',
  belgrade:
    'Two rivers meet under the fortress of Belgrade, and the terraces above are where everyone goes to watch the sun set. Rafts moored along the banks turn into dance floors. The coffee is strong, the peppers are roasted on balconies in autumn, and conversations have no closing time.',
  zagreb:
    'Zagreb has an upper town of gas lamps and a lower town of trams, joined by a funicular so short that one could wave across. At noon a cannon fires and pigeons scatter. Red umbrellas cover the Dolac market, where farmers sell cheese and strawberries.',
  kyiv: 'Golden domes rise above the wooded right bank of the Dnipro in Kyiv, and chestnut trees light their candles in May. The metro dives deep beneath the hills and comes out on a bridge. Beaches, bookshops and a stubborn sense of humour belong to the city as much as its old monasteries.',
  moscow:
    'The underground stations of Moscow have chandeliers, mosaics and a train almost as soon as the last has left. Above, ring roads circle a red-walled fortress like the rings of a tree. Snow squeaks in the parks; in summer there are peonies, kvass and long pale evenings.',
  'saint-petersburg':
    'Saint Petersburg was laid out on marshland, in straight lines and pale colours, and the Neva reflects all of it. In June it hardly gets dark; crowds wait on the quays to see the bridges open for ships. Courtyard after courtyard lies behind the palace fronts.',
}
