export const AFRICA: Record<string, string> = {
  cairo:
    'Cairo hums by day and by night, between medieval gates, minarets and the wide, slow river. In the lanes of Khan el-Khalili, coppersmiths and spice sellers work where merchants have traded for centuries. At the edge of the city the desert begins.',
  nairobi:
    'Nairobi began as a railway camp beside a cold stream and grew into a quick, inventive city on the high plains. A national park begins at its edge, where giraffes graze with towers on the skyline. Painted minibuses, the matatus, set the rhythm of the streets.',
  'cape-town':
    'Cape Town lies between a flat-topped mountain and the ocean, and the wind has a name of its own: the Cape Doctor. Colourful houses climb the slopes of Bo-Kaap. Penguins waddle on a beach nearby.',
  casablanca:
    'Atlantic surf breaks against the corniche of Casablanca, a white port city in a hurry. Art Deco cinemas and rounded balconies line the boulevards that were laid out around the old medina. Order mint tea, choose a pavement chair, and watch the small red taxis argue.',
  marrakesh:
    'As the sun goes down, the great square of Marrakesh fills with smoke, drums, storytellers and bowls of snail soup. Rose-red walls enclose souks for dyers, lantern makers and slipper stitchers. Behind a plain door may lie a courtyard with an orange tree.',
  tunis:
    'In the medina of Tunis, studded doors come in blue, yellow and green, and the hatters who make red *chechias* still have a street of their own. A suburban train runs along the lagoon to the ruins of Carthage. Jasmine is sold in tiny bunches, to be worn behind the ear.',
  algiers:
    'White and steep, Algiers rises from its bay like the seats of a theatre. The stairways of the Casbah are too narrow for anything wider than a donkey, and cable cars help with the rest. Fishermen grill sardines by the harbour arcades.',
  dakar:
    'Fishing boats painted like carnival floats land on the beaches of Dakar, at the tip of a windy peninsula. *Mbalax* drumming, tailors’ sewing machines and the call to prayer fill the streets. Lunch is rice and fish from one large bowl, and whoever comes by is asked to sit down.',
  accra:
    'Saturdays in Accra belong to funerals, weddings and highlife bands, and everyone is splendidly dressed. Carpenters in Teshie shape coffins like fish, cars or cocoa pods. The waves are loud, the pepper is hot, and *kelewele*, spiced fried plantain, is sold by lamplight.',
  lagos:
    'Yellow minibuses, generators and Afrobeat: Lagos is a city at full volume, spread over islands and a lagoon. Films are shot, songs are written and deals are struck in the same traffic jam. On Sundays the beaches fill with horses, drums and grilled corn.',
  abidjan:
    'Lagoon water winds between the quarters of Abidjan, and small ferries connect the towers of Le Plateau with the dance floors of Treichville. A real rainforest stands in the middle of it. Find a *maquis*, an open-air restaurant, and eat *attiéké* with your fingers.',
  bamako:
    'Strings of the kora ring through the courtyards of Bamako, and at dusk somebody always tunes a guitar. Long pirogues carry sand along the Niger, red dust settles on everything, mangoes ripen over the walls. Tea is poured three times, from bitter to sweet.',
  timbuktu:
    'Caravans brought salt out of the Sahara to Timbuktu, boats brought gold and grain, and scholars brought books. Family libraries have kept their manuscripts through sandstorms and worse. Its mosques are made of earth, bristling with beams, and are plastered anew by everybody together.',
  kinshasa:
    'Rumba guitars and well-cut suits made Kinshasa famous: its dandies, the *sapeurs*, cross a muddy street without a stain. The great river runs past, brown and fast, carrying islands of water hyacinth. Cold beer, grilled goat and loud opinions go together.',
  luanda:
    'A palm-lined crescent, the Marginal, bends round the bay of Luanda beneath an old fort and a row of cranes. Out on the sandbar called Ilha, people grill fish with their feet in the sand. *Kuduro* and *kizomba* were danced here before the rest of the world learnt the steps.',
  'addis-ababa':
    'Coffee is a ceremony in Addis Ababa: beans are roasted in front of you, incense is lit, and there will be three rounds. Eucalyptus scents the cool hills. Everyone tears sour *injera* from the same tray, and the best morsel is put in the guest’s mouth.',
  kampala:
    'Kampala was built on hills, each with a mosque, a cathedral, a palace or a mast on top. Marabou storks stand about on the street lamps like undertakers. Roll an omelette into a chapati and you have a *rolex*, the city’s favourite breakfast.',
  kigali:
    'Ridge behind ridge, Kigali lies over its green hills, and the valleys between fill with mist at dawn. Once a month, everybody turns out to sweep, plant and mend together. Motorbike taxis carry a spare helmet; the coffee comes from just over the hill.',
  'dar-es-salaam':
    'Dhows with patched sails still slip past the container ships into the harbour of Dar es Salaam. Its name means something like haven of peace, and in the late afternoon, under the almond trees on the front, it lives up to it. Octopus soup, cassava chips, the Indian Ocean.',
  lusaka:
    'Jacaranda and flame trees shade Lusaka, a city of wide roads on a sunny plateau. Shoppers at Soweto Market find everything from second-hand suits to dried caterpillars. Football is discussed at length over a plate of *nshima* and greens.',
  harare:
    'October is violet in Harare, when the jacarandas drop their flowers on every avenue. Sculptors carve smooth figures from green and black stone in open-air yards. Somewhere a thumb piano, the *mbira*, goes round and round like water.',
  windhoek:
    'Dry hills and an enormous sky surround Windhoek, where one can hear the quiet behind the traffic. German bakeries, Herero dresses with horn-shaped hats and Oshiwambo market stalls meet on one street. Order *kapana*, beef grilled and sliced before your eyes.',
  johannesburg:
    'Gold made Johannesburg out of nothing, and the flat-topped heaps from the mines still stand among the suburbs. Millions of planted trees soften it. On summer afternoons, thunder rolls in punctually, and the jazz clubs and rooftop markets wait until it has passed.',
  antananarivo:
    'Brick houses with steep roofs and wooden balconies stack up the hills of Antananarivo, and steps lead everywhere. Rice paddies shine between the neighbourhoods. Old cream-coloured taxis coast downhill to save petrol; at the market, vanilla is sold by the bundle.',
  'port-louis':
    'Mountains shaped like thumbs and teeth stand close behind Port Louis. At lunchtime the whole town queues for *dholl puri* wrapped in paper, sauced as hot as you dare. Temple, pagoda, mosque and church keep their festivals in turn, so there is nearly always one on.',
  khartoum:
    'The Blue Nile and the White Nile meet at Khartoum and flow on side by side for a while before they mix. Tea ladies, on low stools beneath the neem trees, brew with ginger and cloves. War has emptied many of its streets; those who come back sweep, replant and put the kettle on.',
  tripoli:
    'An arch of the emperor Marcus Aurelius stands at the edge of the old town of Tripoli, a few steps from the sea. Goldsmiths and coppersmiths tap away in vaulted lanes nearby. Macchiato is taken standing, seriously, several times a day.',
}
