export const OCEANIA: Record<string, string> = {
  sydney:
    'Sydney lives around its harbour, where green ferries serve as buses and sandstone headlands reach out into the bays. Surfers are in the water before work. The city is sunny, brisk and glad to be outdoors.',
  melbourne:
    'Down the bluestone laneways of Melbourne you will find murals, tiny bars and arguments about milk foam. Trams clatter to the beach, magpies warble from the elms, and four seasons fit into a day. In September, all talk is of football.',
  perth:
    'Black swans sail on the broad river at Perth, and a sea breeze called the Fremantle Doctor takes the heat off the afternoon. The beaches face the sunset. In spring, wildflowers run riot through Kings Park, which looks down on it all.',
  darwin:
    'Crocodiles are why nobody in Darwin swims in the harbour, however warm. From May, stalls on Mindil Beach sell laksa, mangoes and didgeridoo tunes while the sun goes down red. Then come the build-up, the frogs and the lightning.',
  hobart:
    'Wooden boats, sandstone warehouses and a mountain that wears snow by surprise: Hobart is small and lacks nothing. Saturday fills Salamanca Place with apples, cheese and buskers. Southern lights sometimes glow over the Derwent after dark.',
  auckland:
    'Dozens of small green volcanoes lie about in Auckland, some with sheep, some with cricket pitches. Two harbours nearly meet across the narrow isthmus, and on Friday evenings the sails come out. Sunday lunch might be lifted steaming from an earth oven.',
  wellington:
    'Hold on to your hat in Wellington. The wind pours through the strait, bends the flax and rattles the red cable car on its way up from Lambton Quay. Bungalows cling to the hills round the harbour, and cafés down below roast coffee and talk about films.',
  'port-moresby':
    'Hundreds of languages are heard in the markets of Port Moresby, where betel nut, bilum bags and smoked fish change hands. Stilt houses of Hanuabada stand with their feet in the tide. Behind the dry hills begins the Kokoda Track, and forest, and birds of paradise.',
  suva: 'It rains generously in Suva, and the gardens repay it. Wooden shops, a creek and a huge market of taro, kava root and bright *sulu* cloth lie beside the harbour. On Saturdays, rugby spills over every bit of grass, and hymns carry across on Sundays.',
  apia: 'Each weekday morning, policemen in white helmets and *lavalava* march through Apia behind a brass band to raise the flag. Churches stand tall along the waterfront; open-sided *fale* houses catch the breeze. Up the hill, Robert Louis Stevenson lies buried.',
  papeete:
    'At five in the morning the market of Papeete is already loud with parrotfish, vanilla and flower crowns. Outriggers race through the lagoon after school, with the jagged outline of Moorea beyond. At night, food trucks park on the quay and the ukuleles come out.',
  noumea:
    'Baguettes and yams lie on the same stall in Nouméa, among bays full of windsurfers. Tall straight pines, native to no other place, point at the sky. Over at Tjibaou, pavilions of curved timber, shaped like great unfinished huts, tell of the Kanak people.',
}
