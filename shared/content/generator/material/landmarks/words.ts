/**
 * What is written by hand about a photograph. `alt` tells what is seen, never what or where it is; `wrong` are
 * plausible other names; `value` is that of its name, the other questions follow from it.
 */
export type Words = {
  file: string
  alt: string
  description: string
  value: number
  wrong: [string, string, string]
  fact: string
  otherCountries: [string, string, string]
  placeFact: string
  more?: { text: string; alternatives: [string, string, string, string]; fact: string }
  factSource: string
}

export const unesco = (id: number) => `UNESCO World Heritage Centre, https://whc.unesco.org/en/list/${id}`
export const britannica = (page: string) => `Encyclopaedia Britannica, https://www.britannica.com/${page}`
export const parks = (code: string) => `US National Park Service, https://www.nps.gov/${code}/`
