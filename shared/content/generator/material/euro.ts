/** How much of the old money made one euro, for ever: the conversion rates set by the Council of the EU. */
export const EURO_RATES: Record<string, string> = {
  AT: '13.7603',
  BE: '40.3399',
  BG: '1.95583',
  CY: '0.585274',
  DE: '1.95583',
  EE: '15.6466',
  ES: '166.386',
  FI: '5.94573',
  FR: '6.55957',
  GR: '340.750',
  HR: '7.53450',
  IE: '0.787564',
  IT: '1,936.27',
  LT: '3.45280',
  LU: '40.3399',
  LV: '0.702804',
  MT: '0.429300',
  NL: '2.20371',
  PT: '200.482',
  SI: '239.640',
  SK: '30.1260',
}
/** More than one of the old money, in English. */
export const MANY: Record<string, string> = {
  drachma: 'drachmas',
  escudo: 'escudos',
  franc: 'francs',
  guilder: 'guilders',
  koruna: 'korunas',
  kroon: 'kroons',
  lev: 'leva',
  lira: 'lire',
  mark: 'marks',
  markka: 'markkas',
  peseta: 'pesetas',
  pound: 'pounds',
  schilling: 'schillings',
  tolar: 'tolars',
}
export const EURO_SOURCE = '; on the euro: European Central Bank, https://www.ecb.europa.eu'

/** Told in turn after questions whose answer is the euro. */
export const EURO_FACTS = [
  'The bridges on the euro notes were invented, so that no country would be favoured. A Dutch town, Spijkenisse, has since built all seven.',
  'Each country designs one side of its euro coins, yet a coin from any of them is good in all the others.',
  'The sign **€** was inspired by the Greek letter epsilon; its two parallel lines are meant to stand for stability.',
  'The name *euro* was chosen in Madrid in December 1995, more than six years before the first notes were handed out.',
  'Euro notes write the name in three alphabets: EURO in Latin, ΕΥΡΩ in Greek and ЕВРО in Cyrillic letters.',
  'Four of the smallest states of Europe mint euro coins though they are not in the European Union: Andorra, Monaco, San Marino and Vatican City.',
  'A raised print on the euro notes and their different sizes help people who cannot see to tell them apart.',
]
