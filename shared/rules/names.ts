import { fold } from './questions.ts'
import type { Random } from './random.ts'

const MOODS = [
  'Amber',
  'Bold',
  'Brisk',
  'Calm',
  'Cheerful',
  'Coral',
  'Curious',
  'Daring',
  'Eager',
  'Gentle',
  'Golden',
  'Happy',
  'Honest',
  'Jolly',
  'Kind',
  'Lively',
  'Lucky',
  'Merry',
  'Nimble',
  'Patient',
  'Quiet',
  'Silver',
  'Sunny',
  'Swift',
  'Wandering',
  'Wise',
]
const BIRDS = [
  'Albatross',
  'Avocet',
  'Bunting',
  'Condor',
  'Crane',
  'Curlew',
  'Eagle',
  'Falcon',
  'Finch',
  'Gannet',
  'Godwit',
  'Heron',
  'Ibis',
  'Kestrel',
  'Kingfisher',
  'Lapwing',
  'Martin',
  'Osprey',
  'Pelican',
  'Petrel',
  'Plover',
  'Puffin',
  'Sandpiper',
  'Stork',
  'Swallow',
  'Swift',
  'Tern',
  'Wagtail',
]

/** What two names may not share: case, accents, punctuation and doubled spaces do not tell players apart. */
export const nameKey = (name: string): string => fold(name) || name.toLowerCase()

const pick = (list: string[], random: Random) => list[Math.floor(random() * list.length)]

/** A friendly name such as "Curious Albatross 4821": a mood, a bird that travels, a number. */
export function friendlyName(random: Random): string {
  return `${pick(MOODS, random)} ${pick(BIRDS, random)} ${100 + Math.floor(random() * 99_900)}`
}

const SHORTEST_NAME = 3
const LONGEST_NAME = 40

/** Who works here; a player called like that would be believed. */
const STAFF = /\b(?:admin|administrator|ambassador|editor|moderator|mod|staff|support|system|official)s?\b/

/** Words no name holds, as `plain` writes them. The short ones count only as words of their own: there is a Scunthorpe. */
const ANYWHERE = /fuck|nigger|nigga|faggot|wichser|hitler|holocaust|blowjob|jizz|pedophil|paedophil/
const ALONE =
  /\b(?:shit|shitty|cunt|cock|pussy|slut|whore|bitch|bastard|wank|wanker|twat|fag|kike|chink|coon|nazi|rape|rapist|cum|tits|arse|arsehole|ass|asshole|penis|vagina|anus|sex|porn|kkk)s?\b/

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
}

/** Each of `letters` with the letter of `latin` that stands in its place. */
const pairs = (letters: string, latin: string) =>
  Object.fromEntries([...letters].map((l, i) => [l, latin[i]!]))

/** Letters beyond a to z as they sound, and Latin ones that only look different. */
const SOUNDS: Record<string, string> = {
  ...pairs('абвгґдеёзиіїйклмнопрстуфхэ', 'abvggdeeziiiiklmnoprstufhe'),
  ...pairs('αβγδεζηικλμνοπρσςτυφχω', 'abgdeziiklmnoprsstufho'),
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnoprstuvwyz'),
  ...pairs('ıɩɑɡłøđð', 'iiaglodd'),
}

/** And as they look to somebody who reads only a to z. */
const LOOKS: Record<string, string> = {
  ...SOUNDS,
  ...pairs('внрсухьѕјԁһӏԛԝ', 'bhpcyxbsjdhlqw'),
  ...pairs('ηνρυχω', 'nvpuxw'),
}

/** A name written from a to z without accents: as it sounds, and as it looks. */
const readings = (name: string) =>
  [SOUNDS, LOOKS].map((table) => fold(name).replace(/./gu, (letter) => table[letter] ?? letter))

/** Words that have letters, with the letters that digits stand for. */
const plain = (text: string) =>
  text.replace(/\w*[a-z]\w*/g, (word) => word.replace(/\d/g, (digit) => LEET[digit] ?? digit))

/** Letters with blanks between them written together: "f u c k" is read as one word. */
const spelled = (text: string) => text.replace(/\b(\w) (?=\w\b)/g, '$1')

/** Alphabets whose letters pass for each other's. */
const ALPHABETS = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Cherokee', 'Coptic', 'Lisu'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
)
const alphabets = (name: string) =>
  ALPHABETS.filter((alphabet) => alphabet.test(name.normalize('NFKC'))).length

/** Why a player may not be called so, in a sentence; undefined for a good name. It must be trimmed. */
export function nameProblem(name: string): string | undefined {
  if (name.length < SHORTEST_NAME) return `Use at least ${SHORTEST_NAME} characters.`
  if (name.length > LONGEST_NAME) return `Use at most ${LONGEST_NAME} characters.`
  if (/@|https?:|www\.|\.[a-z]{2,}(?:\/|$)/iu.test(name))
    return 'An address is not a name: everybody would see it.'
  if (!/^[\p{L}\p{M}\p{N} '’.-]+$/u.test(name) || /\p{Default_Ignorable_Code_Point}/u.test(name))
    return 'Use letters, digits, spaces, apostrophes, dots and hyphens only.'
  if (!/\p{L}/u.test(name)) return 'Use at least one letter.'
  if (/\p{M}{3}/u.test(name.normalize('NFC'))) return 'Use at most two accents on a letter.'
  if (alphabets(name) > 1) return 'Use the letters of one alphabet.'
  const heard = readings(name).flatMap((text) => [text, plain(text), spelled(plain(text))])
  if (heard.some((text) => STAFF.test(text))) return 'That sounds as if you worked here. Take another name.'
  const joined = readings(name).map((text) => plain(text).replaceAll(' ', ''))
  if ([...heard, ...joined].some((text) => ANYWHERE.test(text)) || heard.some((text) => ALONE.test(text)))
    return 'Somebody would be hurt by that. Take another name.'
}
