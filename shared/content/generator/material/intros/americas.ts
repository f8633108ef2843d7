export const AMERICAS: Record<string, string> = {
  'new-york':
    'New York is a city of islands, bridges and avenues that run to the horizon. Hundreds of languages are spoken here, and every one of them seems to have brought a kitchen. Look up, then look where you are going.',
  'los-angeles':
    'Between the ocean and dry brown mountains, Los Angeles spreads out under rows of very thin palms. Its villages are strung together by freeways, and the best tacos come from a truck parked on a corner. Stay for the hour when the whole basin turns gold.',
  chicago:
    'Steel bridges open for sailing boats, and trains rattle above the streets on iron legs: Chicago is a pleasure to watch at work. Architects come on pilgrimage, blues musicians stay up late. The lake in front of it looks like a sea and behaves like one.',
  'san-francisco':
    'In San Francisco the streets go straight over the hills, whatever the slope, and cable cars ring their way up. Fog slides in through the strait on summer afternoons and leaves by noon the next day. Bring a jumper, and an appetite for sourdough.',
  miami:
    'Miami wakes up to pelicans over the bay and small, strong cups of Cuban coffee passed through a window. Pastel hotels with rounded corners face the beach; behind the last suburb begins a river of grass. Afternoon storms come and go like visitors.',
  washington:
    'L’Enfant drew Washington on paper before it stood: broad diagonals, circles, long lawns. Museums that charge nothing line the great green in the middle, and cherry trees flower round the tidal basin. On summer evenings everyone sits on the front steps.',
  honolulu:
    'The mornings in Honolulu smell of plumeria and sea salt. A worn-down volcano stands at the end of the beach, rainbows hang over the valleys behind the town, and people paddle outrigger canoes before breakfast. Office workers wear flowers on their shirts, and mean it.',
  anchorage:
    'Moose walk through the gardens of Anchorage, and bush planes take off from a lake in town like taxis from a rank. Mudflats shine at low tide below the snowy Chugach. In June one can read a book outside at midnight.',
  'new-orleans':
    'A brass band turns the corner and the pavement fills with dancers: that is an ordinary afternoon in New Orleans. Iron balconies drip with ferns, streetcars rumble under live oaks, and the Mississippi makes a great slow bend around it all. Eat the gumbo.',
  denver:
    'Where the plains run up against the Rocky Mountains, Denver keeps its hiking boots by the door. The light is hard and clear, the air thin, the sunsets long. Old brick warehouses by the station now brew beer.',
  toronto:
    'Toronto speaks in a hundred accents, often in the same tram. Deep wooded ravines run between its streets, raccoons run its back yards, and ferries cross to leafy islands facing the skyline. Saturday belongs to the market halls.',
  vancouver:
    'From a bench in Vancouver you see seaplanes, freighters, cedar forest and ski runs lit at dusk. A seawall path goes right around the big park, and someone is always running on it. It rains softly and often, and nobody minds.',
  montreal:
    'Outside staircases curl up to the front doors of Montreal, painted and, for months, full of snow. People switch between French and English in the middle of a sentence. Bagels come out of wood-fired ovens by night, and in summer there is a festival in every square.',
  'mexico-city':
    'Mexico City stands in a high valley where a lake city of the Aztecs once lay, and its older buildings still sink a little into the soft ground. Jacarandas turn whole avenues violet in spring. The street corners smell of maize and coriander.',
  havana:
    'The sea throws itself over the wall of the Malecón, and half of Havana sits there in the evening with a guitar. Colonnades peel in sun-bleached colours; old cars cough past. From an upper window comes a trumpet, practising.',
  kingston:
    'Bass lines roll down the lanes of Kingston from sound systems as tall as a wardrobe. Behind it stand the Blue Mountains, cool and green, where the coffee grows; before it lies a fine wide harbour. Try jerk chicken, smoked over pimento wood.',
  'panama-city':
    'Ships wait in the bay of Panama City for their turn to cross from one ocean to the other. Glass towers bend along the shore, opposite an old quarter of balconies and bougainvillea. Toucans call in a rainforest that begins inside the city limits.',
  'san-jose':
    'Volcanoes ring the high green valley of San José, and nearly every street ends in a view of one. Its days begin fresh and end with rain on tin roofs. In the Central Market they pour coffee through a cloth sock and pass the news across the counter.',
  'guatemala-city':
    'Deep ravines cut Guatemala City into fingers of land, with volcanoes smoking on the skyline. Weavers from the highlands sell cloth in patterns that tell which village they come from. Under the suburbs lie the mounds of a Maya town.',
  'santo-domingo':
    'Merengue escapes from every corner shop in Santo Domingo, where dominoes slap on tables under the almond trees. The oldest streets run down to the Ozama river in coral stone and shade. Order a *mangú* for breakfast and you may skip lunch.',
  nassau:
    'On Boxing Day, Nassau dances before dawn: Junkanoo comes down Bay Street in crêpe paper, cowbells and goatskin drums. On other mornings, conch is chopped with lime at the dock. The water goes through every blue there is.',
  nuuk: 'Painted wooden houses climb the bare rock of Nuuk, each colour once the sign of a trade. Humpback whales blow in the fjord, and the fish market sells what came in this morning. There is no road to anywhere else: one leaves by boat or by air.',
  bogota:
    'Bogotá lies on a high plain against a wall of green mountains that nobody ever loses sight of. On Sundays the avenues close to cars and belong to bicycles. When it drizzles, order *ajiaco*, a potato soup with a cob of maize in it.',
  quito:
    'Quito runs long and narrow along the foot of a volcano, in a valley where every season can pass in one day. White towers and cobbled lanes fill the old town; the bells have a lot of hills to climb. Lunch starts with soup, always.',
  lima: 'Lima sits on cliffs above the Pacific, often under a soft grey mist that its people call garúa. Colonial balconies of carved wood look down on the old streets, and paragliders drift above the promenade. Its cooks are admired far beyond the country.',
  cusco:
    'Inca masons laid the walls on which half of Cusco stands, without mortar and without a gap for a knife. Terracotta roofs fill the bowl of the valley, llamas pass with their minders, and the air is thin enough to slow anybody down. Sip coca tea first.',
  'la-paz':
    'Cable cars swing over the rooftops of La Paz, for the city fills a canyon and its people live at every height of it. Snowy Illimani looks in from the end of the valley. In the Witches’ Market one buys herbs, candles and advice.',
  santiago:
    'After rain, Santiago discovers the Andes again: a white wall, suddenly close, at the end of every avenue. A steep funicular climbs San Cristóbal for the view. Vineyards begin where the underground ends, and lunch takes its time.',
  'buenos-aires':
    'Nobody in Buenos Aires dines before ten. The bookshops stay open late, the cafés have marble tables and old waiters, and couples practise the tango under street lamps. Beyond the docks opens a river too wide for its other bank to be seen.',
  montevideo:
    'A promenade follows the water for the whole length of Montevideo, and there people walk at sunset, a flask of hot water under one arm and a gourd of maté in the other hand. Drummers rehearse in Barrio Sur. The port market smells of oak smoke and beef.',
  asuncion:
    'In Asunción the lapacho trees bloom pink while it is still winter. People speak Spanish and Guaraní, often in one breath, and share ice-cold *tereré* on the pavement through the hot hours. The wide brown river keeps the afternoon slow.',
  'rio-de-janeiro':
    'Rio de Janeiro squeezes itself between granite peaks, rainforest and the sea. People play football on the sand until dusk, and samba drifts out of the bars of Lapa. The best view is always one hill further up.',
  'sao-paulo':
    'São Paulo goes on to the edge of sight in every direction, a sea of towers with parks for islands. Immigrants have made it a city of pizza, sushi and esfihas, eaten standing up. Whole walls are painted, and on Sundays the main avenue is given to people on foot.',
  brasilia:
    'Seen from the air, Brasília has the shape of a bird or a plane, drawn on the empty savannah by two friends, an urban planner and an architect. White concrete curves stand in red earth under huge skies. Even the lake was planned.',
  manaus:
    'You reach Manaus by plane or by a very long boat ride. Forest stands all around; downstream, a black river and a sandy-coloured one run side by side before they mix. Hammocks hang in rows on the decks, and the fish market knows names no book has.',
  caracas:
    'Blue-and-yellow macaws fly over Caracas at breakfast and land on balconies to be fed. One long green mountain, El Ávila, separates the valley from the Caribbean and tells everyone where north is. Arepas are eaten at any hour.',
  georgetown:
    'Wooden houses on stilts, with louvred shutters and white fretwork, line the canals of Georgetown. The land lies below the tide behind a sea wall, where families fly kites at Easter. From Stabroek Market, with its iron clock tower, minibuses leave for everywhere.',
}
