/** Bytes; what Linux and Android keep. */
const LONGEST_NAME = 255

/** Why a file of this name is not taken, or undefined. No camera and no disk makes such names: they try to be a path. */
export function fileNameProblem(name: string): string | undefined {
  if (/[/\\]|^\.\.?$/.test(name)) return 'The name of the file is a path. Rename the file and send it again.'
  if (/\p{Cc}/u.test(name))
    return 'The name of the file has invisible characters in it. Rename the file and send it again.'
  if (Buffer.byteLength(name) > LONGEST_NAME)
    return 'The name of the file is too long. Give it a short one and send it again.'
  return undefined
}

/** A title to begin with, one line of at most 120 characters: the name of the file without its ending and without what cannot be seen. */
export function titleFrom(name: string): string {
  const words = name
    .replace(/\p{Cf}/gu, '')
    .replace(/\.\w{1,5}$/, '')
    .replace(/[\s_]+/g, ' ')
    .trim()
  return words.slice(0, 120).toWellFormed().replace('\ufffd', '').trim() || 'Photo'
}
