import { EAST_ASIA } from './east-asia.ts'

export const ASIA: Record<string, string> = {
  delhi:
    'Delhi is many cities in one: forts and tombs of sultans and emperors, crowded bazaars, and broad avenues under old trees. Cycle rickshaws squeeze through the lanes of Chandni Chowk, and the metro glides overhead. Come hungry.',
  mumbai:
    'Mumbai stretches along the Arabian Sea, on what were once seven islands. Its local trains carry millions, its studios make films by the hundred, and thousands of home-cooked lunches find their way across town each day. In the evening everybody walks along the water.',
  vladivostok:
    'At Vladivostok the Trans-Siberian Railway runs out of land. Hills drop into bays with names like Golden Horn, fog climbs up again, and tall bridges disappear in it. Second-hand cars drive with the wheel on the right, and scallops taste best straight off the quay.',
  tbilisi:
    'Carved balconies lean out over the old streets of Tbilisi, under a fortress and a hill with a funicular. Domes like beehives mark the sulphur baths, whose warm springs began it all. A supper here has a toastmaster, and he will not be brief.',
  yerevan:
    'Pink volcanic stone gives Yerevan its colour, warmest in the last light. From the top of a giant stairway, the Cascade, you see a snow-capped mountain that seems to float. Apricots, chess and cognac are taken seriously; so are the singing fountains.',
  baku: 'Wind named Baku, people say, and it blows through the walled old town and along the seaside boulevard alike. Stone caravanserais stand below towers shaped like flames. Black tea arrives in a pear-shaped glass, with lemon and quince jam.',
  dubai:
    'Wooden abras cross the Creek in Dubai for a few coins, between spice sacks and stacked-up freight for the dhows. The towers beyond look invented, and the desert after that looks endless. Cardamom coffee, Keralan curries and Persian bread all count as local.',
  doha: 'The skyline of Doha stands across the bay like a shelf of perfume bottles. On the near side, falcons sit hooded on their perches in the souk, and old men play dama on a board in the shade. Go for a walk after dark: that is when families come out.',
  riyadh:
    'Date palms in a dry valley were the beginning of Riyadh, and its oldest quarters are built of sun-dried mud. Nowadays a driverless metro crosses miles of towers and boulevards. After sunset the city wakes up, and picnic rugs appear on every patch of grass.',
  muscat:
    'Jagged brown mountains hold Muscat in pockets along the sea, a white cove here, a white cove there. Frankincense smoulders at the doors of the Mutrah souk. Two forts watch the harbour, and turtles come ashore along the coast to the east.',
  amman:
    'Everything in Amman is built of the same pale limestone, over hills so steep that streets give way to stairs. A Roman theatre sits among the shops downtown, still in use. Finish with *knafeh*, hot cheese pastry in syrup, eaten on the kerb.',
  'tel-aviv':
    'Tel Aviv plays bat and ball on the beach at any hour: tok, tok, tok. White Bauhaus houses on stilts stand along boulevards of fig trees, and espresso kiosks under them stay open late. Fridays begin at the market with warm bread and herbs.',
  beirut:
    'Mornings in Beirut smell of *manakish*, flat bread with thyme from the corner oven. Runners follow the Corniche past anglers and backgammon players, and snow may be shining on the mountains behind them. It has mended itself many times, and keeps a table free.',
  baghdad:
    'The Tigris bends through Baghdad under date palms and bridges. On Fridays the booksellers of Mutanabbi Street lay out their wares on the pavement, as if the House of Wisdom had only just closed. Carp is split and grilled upright beside an open fire.',
  tehran:
    'Walk north in Tehran and you walk uphill, beneath plane trees with water running along their roots, until the Alborz mountains begin in earnest. Teahouses cling to the trail there. The bazaar in the south has lanes for gold, for carpets and for pistachios.',
  kabul:
    'Mud-brick houses climb the bare hills of Kabul, and snow peaks stand round about. Carpet sellers pour green tea with cardamom before they name a price. Bakers slap long loaves on the wall of the oven, and pomegranates are piled up like jewels.',
  karachi:
    'Buses in Karachi wear chrome, tassels and peacocks, and sound like it. The breeze off the Arabian Sea brings people to Clifton at dusk, for camel rides and roasted corn. Biryani here is a subject on which no two families agree.',
  kolkata:
    'Poets, bookstalls and sweet shops are the pride of Kolkata, where an argument over tea is known as *adda* and can last a week. Boats cross the Hooghly beneath a great steel bridge. In autumn the goddess Durga comes home, and nobody sleeps for days.',
  chennai:
    'Before breakfast in Chennai, patterns of white rice flour are drawn on the doorsteps. Filter coffee follows, poured from a height to raise a froth, then idlis. December brings a season of Carnatic song to every hall, and the long beach cools everyone down by night.',
  colombo:
    'A slow train runs so close to the surf in Colombo that spray comes in at the doors. On the lawn of Galle Face Green they fly kites and fry prawn cakes. Three-wheelers, banyan shade, monsoon clouds, and a curry with more bowls than the table can hold.',
  dhaka:
    'Cycle rickshaws, every one a painted picture gallery, fill the streets of Dhaka to the brim. Down at the river port of Sadarghat, ferries as big as apartment blocks take in passengers and pineapples. In April the new year is welcomed with masks, drums and hilsa fish.',
  kathmandu:
    'Prayer flags flutter over Kathmandu, and painted eyes look out from its stupas in all directions. In the old squares, wooden struts are carved down to the last fingernail. Climb to a rooftop after rain: the white line above the hills is not cloud.',
  thimphu:
    'Traffic in Thimphu is directed by a policeman in white gloves, dancing in a painted pavilion. Houses must wear carved and coloured window frames. Archers meet at the weekend and tease one another in song, and the national dish is chillies, with cheese.',
  male: 'A whole town on one small coral island: Malé fills it from edge to edge, and scooters fill the rest. Boats land their tuna beside the market in the afternoon. Teatime means *hedhikaa*, small salty snacks with black tea, and then a swim from the breakwater.',
  almaty:
    'Wild apples grow in the mountains above Almaty, and old orchards mark its upper edge. Poplars and little water channels line the streets. Buses climb to the open-air skating rink of Medeu, and horse sausage waits in the Green Bazaar.',
  astana:
    'Out of the open steppe rise the pyramids, tents and golden globes of Astana, as if somebody had emptied a toy box. Winters are ferocious, so much of life happens under glass. Skaters take over the Ishim river while it is frozen.',
  tashkent:
    'Plane trees and tiled metro halls keep Tashkent cool, and fountains do what they can. Under the blue dome of Chorsu Bazaar, bread is stamped with stars and stacked like wheels. By noon, the great cauldrons of *plov* are nearly empty: come early.',
  samarkand:
    'Turquoise domes announce Samarkand from far across the plain. Caravans stopped here between China and the Mediterranean, and a ruler who was also an astronomer measured the stars from a hill. Melons, silk and round glossy loaves still change hands beside his grandfather’s mosque.',
  ...EAST_ASIA,
}
