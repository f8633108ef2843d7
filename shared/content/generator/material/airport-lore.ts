/** What there is to tell about the airport of a city or its code. */
export const AIRPORT_LORE: Record<string, string> = {
  almaty: 'The letters stand for **Al**ma-At**a**, as Almaty was spelt in Soviet times.',
  amsterdam:
    'Schiphol lies on the bed of a lake that was pumped dry in the nineteenth century, about three metres below the level of the sea.',
  astana: 'Until 2020 the code was TSE, from the town’s Soviet name Tselinograd.',
  beijing: 'The code keeps the spelling **Pek**ing, which was usual when codes were handed out.',
  berlin: 'It opened in 2020. For decades before, divided Berlin had an airport for each half, and more.',
  bucharest: '**Ot**o**p**eni, which gave its letters to the code, is a small town north of Bucharest.',
  'buenos-aires': 'The code comes from **Eze**iza, the suburb where the airport lies.',
  cairo: 'It grew out of an air base that American forces built in the Second World War.',
  chennai: 'The code keeps the older name of the city, **Ma**dr**a**s.',
  chicago:
    'ORD recalls **Or**char**d** Field, the airport’s name before it was called after the naval pilot Edward O’Hare.',
  denver:
    'The white peaks of its roof are made of fabric, stretched like a row of tents before the Rocky Mountains.',
  dubai: 'The X stands for nothing: three letters were wanted, and DUB was taken by Dublin.',
  'ho-chi-minh-city': 'The code keeps the older name, **S**ai**g**o**n**, which many people still use.',
  'hong-kong':
    'Until 1998 aircraft came in low between the houses to Kai Tak, in the middle of the city; now they land on an island flattened for the purpose.',
  istanbul:
    'One night in April 2019 the whole airport moved here from an older one, with hundreds of lorries, and the code moved too.',
  kampala: 'The code comes from **E**nte**bb**e, on the shore of Lake Victoria, where the airport lies.',
  kolkata: 'The code keeps the older spelling of the name, **C**al**cu**tta.',
  kyiv: 'The letters stand for the city and for **B**orys**p**il, the town next to the airport.',
  'la-paz':
    'The runway lies more than 4,000 metres above the sea. In air so thin, aircraft must go much faster before they lift off.',
  lhasa: 'The airport lies beside the river Yarlung Tsangpo, more than 3,500 metres above the sea.',
  london:
    'Heathrow was a hamlet among orchards and market gardens until the airport was laid out over it in the 1940s.',
  'los-angeles': 'The X means nothing: when codes grew from two letters to three, it was simply added to LA.',
  male: 'The runway fills most of an island of its own, Hulhulé; until a bridge opened in 2018, everyone went on by boat.',
  milan: 'On the heath of **M**al**p**ensa the pioneer Gianni Caproni tested his first aeroplanes in 1910.',
  montreal: 'The codes of nearly all large airports in Canada begin with Y.',
  mumbai: 'The code keeps the older name of the city, **Bom**bay.',
  'new-orleans':
    'The letters recall the **M**oisant **S**tock **Y**ards, called after John Moisant, a daring aviator who crashed there in 1910.',
  'new-york':
    'Until December 1963 the airport was known as Idlewild, after a golf course that lay there before.',
  nice: 'Its runways were built out into the sea, so the approach follows the beach.',
  osaka: 'The airport stands on an artificial island in the bay, joined to the shore by a long bridge.',
  'panama-city': 'The letters are short for **P**anama Ci**ty**.',
  reykjavik:
    'The code comes from **Kef**lavík, where American forces built the airfield in the Second World War.',
  'rio-de-janeiro':
    'The letters stand for **G**aleão and for the island it lies on: **I**lha do **G**overnador, the Governor’s Island.',
  rome: 'The letters come from **F**iumi**c**in**o**, the fishing town next to the airport.',
  'saint-petersburg': 'The code keeps the city’s Soviet name, **Le**ningra**d**.',
  'sao-paulo': 'The letters come from **G**ua**ru**lhos, the neighbouring city where the airport lies.',
  seoul: 'The airport was built on land won from the sea between two islands.',
  singapore: 'An indoor waterfall, forty metres high, drops through a glass roof beside the terminals.',
  sydney:
    'It is named after Charles Kingsford Smith, who in 1928 led the first flight across the Pacific to Australia.',
  thimphu:
    'Thimphu itself has no airport: aircraft land in the valley of Paro, between steep hills, and only specially trained pilots may fly in.',
  toronto:
    'The rock band Rush turned the Morse code of the letters YYZ into the rhythm of an instrumental piece.',
  vancouver: 'The codes of nearly all large airports in Canada begin with Y.',
  venice: 'From the terminal one walks to a jetty and takes a boat, or even a water taxi, into the city.',
  washington:
    'It was to be DIA, but in handwriting that looked too much like DCA, the other airport; so the letters changed places.',
  wellington: 'The runway fills a narrow neck of land between two bays, and landings in the wind are famous.',
  yangon: 'The code keeps the older spelling of the name, **R**an**g**oo**n**.',
}
