import { parks, unesco, type Words } from './words.ts'

export const USA_EAST: Words[] = [
  {
    file: 'statueofLiberty',
    alt: 'A colossal green figure of a robed woman with a spiked crown raises a torch, on a high stone pedestal.',
    description: 'A copper figure 46 metres tall, dedicated in 1886, on an island in a harbour.',
    value: 1,
    wrong: ['Christ the Redeemer', 'Motherland Monument', 'Bavaria statue'],
    fact: 'She was a gift from France and crossed the Atlantic in more than 200 crates. Gustave Eiffel designed the iron skeleton inside.',
    otherCountries: ['FR', 'BR', 'DE'],
    placeFact:
      'Her copper skin was once brown and shiny; the green layer that grew on it in the sea air now protects the metal below.',
    factSource: parks('stli'),
  },
  {
    file: 'statueOfLiberty',
    alt: 'A green copper figure of a robed woman with a spiked crown, a torch held high and a tablet in her arm, against a deep blue sky.',
    description: 'The same copper figure from near by: the crown has 25 windows and seven rays.',
    value: 1,
    wrong: ['Motherland Calls', 'Mother Armenia', 'African Renaissance Monument'],
    fact: 'The torch has been closed to visitors since 1916, when saboteurs blew up an ammunition depot across the water.',
    otherCountries: ['FR', 'AM', 'SN'],
    placeFact:
      'To pay for the pedestal a newspaper printed the name of everyone who gave, however little. More than 120,000 people did.',
    more: {
      text: 'Which country gave this statue as a gift?',
      alternatives: ['France', 'Italy', 'United Kingdom', 'Spain'],
      fact: 'The face is said to be that of the sculptor’s mother. A broken chain, hard to see from below, lies at the feet.',
    },
    factSource: unesco(307),
  },
  {
    file: 'empireState',
    alt: 'A slender grey skyscraper with setbacks and a needle on top, seen from the street between two darker blocks.',
    description: 'An Art Deco skyscraper of 1931, 381 metres high without its mast.',
    value: 2,
    wrong: ['Chrysler Building', 'Woolworth Building', 'Willis Tower'],
    fact: 'It went up in 410 days, and was the tallest building in the world for some forty years.',
    otherCountries: ['CA', 'GB', 'AU'],
    placeFact:
      'The mast on top was meant for mooring airships, with passengers walking down a gangway. The wind made that impossible.',
    factSource: 'Empire State Building, https://www.esbnyc.com/about/history',
  },
  {
    file: 'lincolnMemorial',
    alt: 'A white temple with rows of fluted columns on all sides, lit from within at nightfall.',
    description: 'A temple of 1922 in memory of a murdered president, with his seated figure inside.',
    value: 2,
    wrong: ['Jefferson Memorial', 'Walhalla', 'Parthenon of Nashville'],
    fact: 'From its steps, in 1963, Martin Luther King told a quarter of a million people that he had a dream.',
    otherCountries: ['GR', 'IT', 'DE'],
    placeFact:
      'Its 36 columns stand for the states there were in 1865. In one inscription the carver began the word FUTURE with an E, and the slip can still be seen.',
    more: {
      text: 'In which city does this memorial stand?',
      alternatives: ['Washington, D.C.', 'Philadelphia', 'Boston', 'Chicago'],
      fact: 'It is on the back of the five-dollar note, and was on that of the one-cent coin for fifty years.',
    },
    factSource: parks('linc'),
  },
  {
    file: 'usCapitol',
    alt: 'A huge white dome of cast iron with a figure on top, above a broad building with columns and wide steps.',
    description: 'The seat of a parliament since 1800, with a dome finished in 1866.',
    value: 2,
    wrong: ['Capitolio of Havana', 'St Paul’s Cathedral', 'Panthéon'],
    fact: 'The dome is of cast iron, painted to look like stone. It went up during the Civil War: stopping would have been a bad sign.',
    otherCountries: ['CU', 'GB', 'FR'],
    placeFact:
      'Under it lies a chamber made for the tomb of the first president. It is empty: he had wished to be buried at home.',
    factSource:
      'Architect of the Capitol, https://www.aoc.gov/explore-capitol-campus/buildings-grounds/capitol-building',
  },
  {
    file: 'fortSumter',
    alt: 'Low brick ruins and grassy courts inside a stronghold by the sea, with a row of vaulted gun rooms.',
    description: 'A sea stronghold on an island made by hand, at the mouth of a harbour.',
    value: 4,
    wrong: ['Fort McHenry', 'Alcatraz', 'Fort Jefferson'],
    fact: 'The first shots of the American Civil War were fired at it, on 12 April 1861. In 34 hours of shelling nobody was killed.',
    otherCountries: ['CA', 'FR', 'GB'],
    placeFact:
      'It stands on a sandbank that was built up with tens of thousands of tonnes of granite from New England.',
    factSource: parks('fosu'),
  },
  {
    file: 'castillodeSanMarcos',
    alt: 'A star-shaped stronghold with four pointed bastions around a square court, seen from the air beside the water.',
    description: 'A stronghold begun in 1672, built of shell-stone, with four bastions.',
    value: 3,
    wrong: ['Castillo San Felipe del Morro', 'La Cabaña', 'Citadel of Halifax'],
    fact: 'It is built of coquina, a soft stone of pressed shells. Cannon balls did not crack it but sank in, as in cheese.',
    otherCountries: ['CU', 'DO', 'ES'],
    placeFact:
      'In more than three hundred years it has changed hands five times, and never once was it taken in battle.',
    more: {
      text: 'Who built this stronghold?',
      alternatives: ['The Spanish', 'The Dutch', 'The British', 'The French'],
      fact: 'The town beside it was founded in 1565, more than forty years before the first lasting English colony on the continent.',
    },
    factSource: parks('casa'),
  },
]
