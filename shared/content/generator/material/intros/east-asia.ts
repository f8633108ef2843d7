export const EAST_ASIA: Record<string, string> = {
  yangon:
    'Golden light falls on Yangon from its great pagoda, most of all in the hour after rain. Below, moss grows on brick arcades, booksellers squat on the pavement, and tea shops set out stools made for children. Men and women wear the *longyi*, and tie it again all day.',
  bangkok:
    'Bangkok glitters with temple roofs and moves by boat, train and tuk-tuk. Canals still run behind the streets, and food is cooked on every corner until late at night. Its full ceremonial name is one of the longest a city has.',
  hanoi:
    'Scooters flow round you in Hanoi like water round a stone, if you only keep walking. The streets of the old quarter are named for what they sold: silk, tin, paper, bamboo. Lakes lie in between, and egg coffee is served up a staircase nobody told you about.',
  'ho-chi-minh-city':
    'Plastic stools, iced coffee and swarms of motorbikes: Ho Chi Minh City begins at five in the morning and hardly sits down. Many of its people still call it Saigon. Slip into an alley and find a temple thick with incense coils, then a bowl of broken rice.',
  'phnom-penh':
    'Great rivers come together at Phnom Penh, and one of them, the Tonlé Sap, turns round and flows backwards every rainy season. Monks in saffron pass yellow-washed villas. At sunset there is aerobics on the riverside, to loud music, for anyone.',
  vientiane:
    'Vientiane moves at the speed of the Mekong in the dry season. Temple gardens and French shutters nap in the heat, baguettes are filled with pâté and chilli, and toward evening a night market unfolds on the embankment. Across the water lies another country.',
  'kuala-lumpur':
    'Two muddy rivers met here, tin was found, and Kuala Lumpur sprang up with shophouses, mosques and temples side by side. Towers of glass now stand over fig trees full of monkeys. Breakfast may be a banana leaf, a *roti canai* or both.',
  singapore:
    'Singapore tends its rain trees as carefully as its skyline. In the hawker centres a packet of tissues keeps your seat while you queue for chicken rice, laksa or satay. Otters live in the rivers, orchids line the motorway, and a storm usually clears the air by four.',
  jakarta:
    'Under the flyovers of Jakarta there is always a cart frying something delicious. Old Dutch warehouses face a harbour of wooden schooners from Sulawesi, painted like toys. Every Sunday morning the main avenue loses its cars, and cyclists, buskers and grandmothers doing gymnastics move in.',
  denpasar:
    'Small woven baskets of flowers and rice lie on every doorstep in Denpasar, fresh each morning. Gamelan practice rings out from the banjar hall, while priests, mopeds and roosters share the lane. Once a year, on Nyepi, all lights go out and the whole island keeps silent.',
  manila:
    'Jeepneys with chrome horses and saints on the dashboard carry Manila about its business. Inside the old walls of Intramuros it is suddenly quiet, and the sunsets over the bay are worth the traffic. Karaoke goes on next door, with feeling.',
  'hong-kong':
    'Green-and-white ferries cross the harbour of Hong Kong, and narrow double-decker trams ding along its northern shore. Laundry poles, neon, incense and dim sum baskets fill the streets; ten minutes away start hills and quiet beaches. Someone has built an escalator up the slope, in sections.',
  beijing:
    'Beijing is laid out around a palace of red walls and golden roofs, with lanes of grey courtyard houses beside it. In the parks people dance, sing and fly kites. The winters are cold and clear, and the dumplings are hot.',
  shanghai:
    'From the stone banks and clock towers of the Bund, Shanghai looks across the river at its own future. Behind them, plane trees shade lanes of brick houses where mahjong tiles click. Bite a small hole in the soup dumpling first, then drink.',
  'xi-an':
    'Cyclists circle Xi’an on top of its old city wall, past watchtowers and red lanterns. The Silk Road set out from here, and lamb skewers, flat bread and cumin came back along it. Listen for the drum tower at dusk, and for noodles being slapped on the board.',
  lhasa:
    'Pilgrims walk clockwise round the heart of Lhasa, spinning prayer wheels, from before first light. Juniper smoke and butter lamps scent the lanes. The sky at this height is a darker blue, the sun burns, and a thermos of salty butter tea gets everybody through.',
  taipei:
    'Night markets are the living rooms of Taipei: oyster omelettes, stinky tofu, goldfish to be caught with a paper net. By day, temples puff incense between apartment blocks, and trails lead off the metro straight into hills of steaming springs. Bubble tea was a good idea.',
  seoul:
    'Granite mountains stand about in the middle of Seoul, and its people climb them on Saturdays in full equipment. Palace gates, basement bars and a stream brought back to daylight all lie within one walk. A table of small dishes comes with whatever you order.',
  pyongyang:
    'Willows hang over the Taedong river in Pyongyang, and trolleybuses hum along avenues that are wide and almost empty. Pastel towers line them like a stage set. The metro lies far underground, with mosaics and chandeliers; buckwheat noodles are served ice-cold.',
  tokyo:
    'Tokyo is vast, yet it is made of small neighbourhoods with their own stations, shrines and noodle shops. Trains arrive to the second, and blossom time empties the offices into the parks. Quiet lanes lie one turn away from bright crossings.',
  osaka:
    '“Eat till you drop” is the motto of Osaka, and the griddles for octopus balls and cabbage pancakes are hot by noon. Comedians come from here. Neon crabs wave their legs over the Dotonbori canal, and strangers are talked to at the counter.',
  ulaanbaatar:
    'Felt tents and tower blocks share the valley of Ulaanbaatar, ringed by four holy mountains. In winter breath freezes and the stoves burn; in July come wrestlers, archers and child jockeys for Naadam. Dumplings called *buuz* answer most questions.',
}
