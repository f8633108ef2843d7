/** The twenty cities in the order in which they are offered, each with a few words of welcome. */
export const INTROS: Record<string, string> = {
  paris:
    'Paris is a city to be walked: along the quays, over the bridges, past bookstalls and bakeries. It is cut in two by the Seine, and its twenty districts curl outwards from the centre like a snail. Sit down at a café table and the street becomes a theatre.',
  cairo:
    'Cairo hums by day and by night, between medieval gates, minarets and the wide, slow river. In the lanes of Khan el-Khalili, coppersmiths and spice sellers work where merchants have traded for centuries. At the edge of the city the desert begins.',
  delhi:
    'Delhi is many cities in one: forts and tombs of sultans and emperors, crowded bazaars, and broad avenues under old trees. Cycle rickshaws squeeze through the lanes of Chandni Chowk, and the metro glides overhead. Come hungry.',
  'rio-de-janeiro':
    'Rio de Janeiro squeezes itself between granite peaks, rainforest and the sea. People play football on the sand until dusk, and samba drifts out of the bars of Lapa. The best view is always one hill further up.',
  sydney:
    'Sydney lives around its harbour, where green ferries serve as buses and sandstone headlands reach out into the bays. Surfers are in the water before work. The city is sunny, brisk and glad to be outdoors.',
  london:
    'London has grown from a Roman river crossing into a patchwork of villages, markets, parks and towers. Red buses pass buildings from ten centuries on a single ride. Whatever the weather, somebody will mention it.',
  rome: 'In Rome, ancient columns stand next to espresso bars, and cats doze among the ruins. The city has been lived in for more than 2,700 years and wears them lightly. Follow the sound of water: there is a fountain round almost every corner.',
  berlin:
    'Berlin is wide, green and never quite finished. Traces of its divided past run across the pavements, while lakes and woods begin within the city limits. It stays up late and takes its breakfast even later.',
  madrid:
    'Madrid lies high on a dry plain, under a sky that painters loved. Three great art museums stand within a short walk of one another, and the tables on the squares fill up just when other cities go to bed.',
  athens:
    'Athens gathers around its rocky hills, with temples above and lively streets below. Orange trees line the pavements, and the sea is only a tram ride away. Philosophers once argued in its marketplace; people still do.',
  'new-york':
    'New York is a city of islands, bridges and avenues that run to the horizon. Hundreds of languages are spoken here, and every one of them seems to have brought a kitchen. Look up, then look where you are going.',
  'mexico-city':
    'Mexico City stands in a high valley where a lake city of the Aztecs once lay, and its older buildings still sink a little into the soft ground. Jacarandas turn whole avenues violet in spring. The street corners smell of maize and coriander.',
  lima: 'Lima sits on cliffs above the Pacific, often under a soft grey mist that its people call garúa. Colonial balconies of carved wood look down on the old streets, and paragliders drift above the promenade. Its cooks are admired far beyond the country.',
  nairobi:
    'Nairobi began as a railway camp beside a cold stream and grew into a quick, inventive city on the high plains. A national park begins at its edge, where giraffes graze with towers on the skyline. Painted minibuses, the matatus, set the rhythm of the streets.',
  'cape-town':
    'Cape Town lies between a flat-topped mountain and the ocean, and the wind has a name of its own: the Cape Doctor. Colourful houses climb the slopes of Bo-Kaap. Penguins waddle on a beach nearby.',
  istanbul:
    'Istanbul lies on both shores of a strait, and ferries carry its people between two continents, with a glass of tea on the way. It has had several names and ruled several empires. Gulls follow every boat.',
  mumbai:
    'Mumbai stretches along the Arabian Sea, on what were once seven islands. Its local trains carry millions, its studios make films by the hundred, and thousands of home-cooked lunches find their way across town each day. In the evening everybody walks along the water.',
  bangkok:
    'Bangkok glitters with temple roofs and moves by boat, train and tuk-tuk. Canals still run behind the streets, and food is cooked on every corner until late at night. Its full ceremonial name is one of the longest a city has.',
  tokyo:
    'Tokyo is vast, yet it is made of small neighbourhoods with their own stations, shrines and noodle shops. Trains arrive to the second, and blossom time empties the offices into the parks. Quiet lanes lie one turn away from bright crossings.',
  beijing:
    'Beijing is laid out around a palace of red walls and golden roofs, with lanes of grey courtyard houses beside it. In the parks people dance, sing and fly kites. The winters are cold and clear, and the dumplings are hot.',
}

export const NOMANSLAND =
  'Nomansland is a floating place in the middle of the Atlantic, with one runway, one bench and a very good view. Nobody was born here and nobody stays for long: it is where every traveller begins. Answer a few easy questions, earn your first ticket, and go.'

export const MOON =
  'The Moon is as far as a ticket goes. Outside the airlock of Tranquility Spaceport lies grey dust without wind or sound, under a sky that is black at noon; footprints stay where they were left. Look up: everybody you have met on the way is on that small blue ball.'
