/** The name of a city in the middle of a sentence: “The Moon” is “the Moon” there. */
export const spoken = (city: string): string => city.replace(/^The /, 'the ')
