import { fold } from './questions.ts'

/** A name as part of an address: "São Paulo" is sao-paulo. Empty when no letter or digit of it can stand there. */
export const slugOf = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
