/** Where the names of currencies come from, by short name. Told after the question, never asked. */
export const NAME_ORIGINS: Record<string, string> = {
  quetzal:
    'The **quetzal** is a bird with a metre of green tail feathers, which the Maya prized more than gold.',
  lempira: '**Lempira** was a leader of the Lenca people who fought the Spanish conquerors in the 1530s.',
  bolívar: 'It is named after **Simón Bolívar**, who led half a continent to independence from Spain.',
  colón: 'It is named after Christopher Columbus: in Spanish he is **Cristóbal Colón**.',
  córdoba:
    'It is named after **Francisco Hernández de Córdoba**, who founded the cities of Granada and León.',
  sol: '***Sol*** is Spanish for sun, and the first coins of that name, in 1863, were made of silver.',
  guaraní:
    'The money bears the name of a people and of their language, **Guaraní**, which most of the country speaks.',
  pula: '***Pula*** means rain in Setswana, and it is also wished for as a blessing: in a dry country, water is wealth.',
  kwacha: '***Kwacha*** means dawn: the word was a slogan of the struggle for independence.',
  kwanza: 'The money is named after the river **Cuanza**, which flows into the Atlantic south of Luanda.',
  nakfa:
    'It is named after **Nakfa**, a town in the mountains that was held all through the war of independence.',
  króna: '***Króna*** means crown, as do the names of the money in Denmark, Norway, Sweden and Czechia.',
  krona: '***Krona*** means crown, as do the names of the money in Denmark, Norway, Iceland and Czechia.',
  krone:
    '***Krone*** means crown: Danish, Norwegian and Swedish crowns were once worth the same and good in all three countries.',
  koruna: '***Koruna*** means crown. It is a relative of the Scandinavian *krone* and *krona*.',
  złoty: '***Złoty*** means golden, though it has long been made of paper and plain metal.',
  baht: 'The **baht** was a weight of silver, about 15 grams, before it became money.',
  shekel:
    'The **shekel** was a weight of silver in the ancient Near East, thousands of years before it was a coin.',
  pound: 'A **pound** was once what its name says: a pound’s weight of silver.',
  ruble: '**Ruble** comes from a word for chopping: the first ones were pieces cut from a bar of silver.',
  forint: 'The **forint** takes its name from the *fiorino d’oro*, the gold coin of medieval Florence.',
  leu: '***Leu*** means lion: Dutch coins with a lion on them once went from hand to hand here.',
  rupee: '**Rupee** comes from a Sanskrit word for wrought silver.',
  rupiah: '**Rupiah** and the Indian *rupee* go back to the same Sanskrit word for wrought silver.',
  rufiyaa: '**Rufiyaa** and the Indian *rupee* go back to the same Sanskrit word for wrought silver.',
  yuan: '***Yuan*** means round. The Japanese *yen* and the Korean *won* come from the same word.',
  yen: '***Yen*** comes from a word for round, like the Chinese *yuan* and the Korean *won*.',
  won: '***Won*** goes back to the same Chinese word for round as *yuan* and *yen*.',
  tögrög: '***Tögrög*** means circle: the money is named after the shape of its coins.',
  lira: '***Lira*** comes from the Latin *libra*, a pound in weight: that is also why a pound sterling is written £.',
  cedi: '***Cedi*** comes from an Akan word for cowrie shell: the shells were money here for centuries.',
  leone:
    'The **leone** is half of the country’s own name, which the Portuguese called their *lion mountains*.',
  ringgit:
    '***Ringgit*** means jagged: Spanish silver dollars with their milled edge were once used in the ports.',
  kina: 'The **kina** is named after the shell of a pearl oyster that was traded in the highlands.',
  vatu: '***Vatu*** means stone in many languages of the islands.',
  dinar: '**Dinar** is the Roman *denarius*: the name outlived the empire by more than fifteen centuries.',
  denar: '**Denar** is the Roman *denarius*: the name outlived the empire by more than fifteen centuries.',
  dirham:
    '**Dirham** is the Greek *drachma* in Arabic: silver coins carried the word all over the Middle East.',
  dram: '**Dram** comes from the Greek *drachma*, and so does the *dirham* of Morocco.',
  peso: '***Peso*** means weight: so many grams of silver. The Spanish piece of eight was the money of half the world.',
  real: '***Real*** means royal: it is an old name of Portuguese and Spanish coins.',
  rial: '**Rial** comes from the Spanish *real*, the royal silver coin that traders knew from America to the Gulf.',
  riyal:
    '**Riyal** comes from the Spanish *real*, the royal silver coin that traders knew from America to the Gulf.',
  dollar:
    '**Dollar** is short for *Joachimsthaler*, a silver coin from a mining town in Bohemia, today Jáchymov in Czechia.',
  birr: '***Birr*** means silver: large Austrian silver coins of Maria Theresa were used here into the 20th century.',
  naira: '**Naira** was made from the name of the country itself when it gave up the pound in 1973.',
  rand: 'The **rand** is named after the Witwatersrand, the ridge where a great part of the world’s gold was dug.',
  ariary:
    'The **ariary** is one of the few currencies that are not divided into hundredths: five *iraimbilanja* make one.',
  ouguiya:
    'The **ouguiya** is one of the few currencies that are not divided into hundredths: five *khoums* make one.',
  somoni:
    'It is named after **Ismail Samani**, who ruled around the year 900 over a realm where Persian poetry flowered.',
  manat:
    '**Manat** comes from the Russian *moneta*, coin, and that from Latin, like the English word *money*.',
  tālā: '***Tālā*** is the word *dollar*, as it sounds in the language of the islands.',
  taka: '***Taka*** goes back to a Sanskrit word for a silver coin; in everyday speech it simply means money.',
  escudo: '***Escudo*** means shield: the first coins of the name showed a coat of arms.',
  tenge: '***Tenge*** comes from an old Turkic word for money, which Russian borrowed for its own, *dengi*.',
  lek: 'The **lek** is said to be named after Alexander the Great, whose name was shortened to *Leka*.',
  'CFA franc': 'The **CFA franc** is tied to the euro: 655.957 of them make one euro.',
}
