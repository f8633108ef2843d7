/** Cities most people can place on a map. */
export const FAMOUS_CITIES = new Set(
  'new-york los-angeles chicago san-francisco miami washington toronto mexico-city havana buenos-aires rio-de-janeiro london edinburgh dublin paris amsterdam brussels berlin munich vienna prague budapest copenhagen oslo stockholm madrid barcelona lisbon rome venice milan athens istanbul moscow cairo marrakesh nairobi cape-town dubai tehran delhi mumbai bangkok singapore hong-kong beijing shanghai seoul tokyo sydney melbourne reykjavik'.split(
    ' ',
  ),
)

/** Cities few people could place. */
export const OBSCURE_CITIES = new Set(
  'kingston san-jose guatemala-city santo-domingo nassau nuuk asuncion manaus georgetown zagreb vladivostok tbilisi yerevan baku dakar accra abidjan kinshasa luanda kampala kigali dar-es-salaam lusaka harare windhoek antananarivo port-louis muscat amman colombo dhaka thimphu male yangon phnom-penh vientiane denpasar xi-an ulaanbaatar almaty astana tashkent samarkand darwin hobart port-moresby suva apia papeete noumea khartoum tripoli timbuktu bamako'.split(
    ' ',
  ),
)
