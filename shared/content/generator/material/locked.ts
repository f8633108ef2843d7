/**
 * Cities that open when a player has signed up: names one dreams of, spread over the world. None of them is a
 * first destination, the only city of its subregion or a stop that a long way needs.
 */
export const LOCKED = new Set([
  'honolulu', // beaches and volcanoes: the classic prize
  'nuuk', // hardly anybody has been there
  'nassau', // palm beaches, with Havana and Santo Domingo open nearby
  'cusco', // the way to Machu Picchu; Lima is open
  'venice', // everybody's wish; Rome and Milan are open
  'marrakesh', // Casablanca serves Morocco
  'timbuktu', // a byword for far away; Bamako serves Mali
  'port-louis', // an island in the Indian Ocean, on nobody's way
  'samarkand', // the Silk Road; Tashkent is open
  'thimphu', // the Himalayan kingdom; Kathmandu is open
  'male', // coral islands; Colombo is open
  'papeete', // the South Seas; Apia serves Polynesia
])
