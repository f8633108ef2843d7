import { type GIFTQuestion, type MultipleChoice, parse, type TextFormat, type TrueFalse } from 'gift-pegjs'
import { escaped, shielded, tagged, unshielded, untagged, wordsOf } from './gift-signs.ts'
import { FIELDS, lineOf, type QuestionLine, type ReadLine } from './question-lines.ts'
import { type Grammar, type Line, type Piece, pieces, Unreadable } from './question-text.ts'

/** What GIFT has a place for itself; all else goes into tags. */
const OWN = new Set<string>(['key', 'category', 'text', 'answer', 'did_you_know'])
const TAGS = FIELDS.filter((field) => !OWN.has(field))
const CATEGORY = '$CATEGORY:'

/** The questions of a GIFT file, Moodle's or our own; each is parsed alone. */
export async function* readGift(source: AsyncIterable<Line>): AsyncGenerator<ReadLine> {
  let category = ''
  let found = 0
  let line = 1
  for await (const piece of pieces(source, braces)) {
    line = piece.line
    const block = blockOf(piece)
    category = block.category ?? category
    if (!piece.broken && block.text === '') continue
    found++
    yield questionOf(block, category, piece)
  }
  if (found === 0) throw new Unreadable(line, 'There is no question in this file.')
}

/** A file that `readGift` reads back without loss, and Moodle too but for what it has no place for. */
export async function* writeGift(questions: AsyncIterable<QuestionLine> | Iterable<QuestionLine>) {
  let category = ''
  for await (const question of questions) {
    const moved = question.category !== category
    category = question.category
    yield (moved ? `${CATEGORY} ${category.replaceAll('/', '//')}\n\n` : '') + written(question)
  }
}

function written(question: QuestionLine): string {
  const tags = TAGS.filter((field) => question[field]).map(
    (field) => `[tag:${field}=${tagged(question[field])}]`,
  )
  const known = [...(question.key ? [`[id:${tagged(question.key)}]`] : []), ...tags].join(' ')
  const choices = question.alternatives.map(
    (text, i) => `\t${question.answer === String(i + 1) ? '=' : '~'}${plain(text)}\n`,
  )
  const feedback = question.did_you_know && `\t####[markdown]${escaped(question.did_you_know)}\n`
  const head = known && `// ${known}\n`
  return `${head}[plain]${escaped(question.text)} {\n${choices.join('')}${feedback}}\n\n`
}

// The format is named where the text would be taken for one, or for points.
const plain = (text: string) => (/^[[%]/.test(text) ? '[plain]' : '') + escaped(text)

/** A question ends at a blank line outside its braces. `gap`: in braces, after a blank line. */
const braces: Grammar<'text' | 'braces' | 'gap'> = {
  next(text, before) {
    const inside = before === 'braces' || before === 'gap'
    if (text.trim() === '') return inside ? 'gap' : 'whole'
    if (isComment(text) || isCategory(text)) return before === 'new' ? 'text' : before
    let state: 'text' | 'braces' | 'gap' = before === 'new' ? 'text' : before
    for (const [sign] of text.matchAll(/\\.|[{}]/g))
      if (sign === '{' && state === 'gap') return 'broken'
      else if (sign === '{') state = state === 'text' ? 'braces' : state
      else if (sign === '}') state = 'text'
    return state
  },
  mayEnd: (state) => state === 'text',
  spoilt(texts) {
    const blank = texts.findIndex((text) => text.trim() === '')
    return blank < 0 ? texts.length : blank + 1
  },
}

const isComment = (text: string) => text.trimStart().startsWith('//')
const isCategory = (text: string) => text.trimStart().startsWith(CATEGORY)

interface Block {
  text: string
  said: Map<string, string>
  category?: string
}

/** What a piece says around its question: tags, key, and the category that begins here. */
function blockOf(piece: Piece): Block {
  const said = new Map<string, string>()
  let category: string | undefined
  const text: string[] = []
  for (const line of piece.texts.map((text) => text.trim())) {
    if (isComment(line)) readTags(line, said)
    else if (text.length === 0 && isCategory(line)) category = lastPart(line.slice(CATEGORY.length))
    else if (line) text.push(line)
  }
  return { text: text.join('\n'), said, category }
}

function readTags(comment: string, said: Map<string, string>): void {
  for (const [, kind, value] of comment.matchAll(/\[(id|tag):((?:\\\]|[^[\]])+)\]/g)) {
    const typed = untagged(value!.replaceAll('\\]', ']'))
    const [name] = typed.split('=', 1)
    if (kind === 'id') said.set('key', typed)
    else if ((TAGS as string[]).includes(name!) && name !== typed)
      said.set(name!, typed.slice(name!.length + 1))
  }
}

/** Of $course$/top/Geography the last: a / of the name itself is doubled. */
const lastPart = (path: string) =>
  path
    .split(/(?<!\/)\/(?!\/)/)
    .at(-1)!
    .replaceAll('//', '/')
    .trim()

function questionOf({ text, said }: Block, category: string, piece: Piece): ReadLine {
  const raw = piece.texts.join('')
  const bad = (problem: string): ReadLine => ({ line: piece.line, raw, problem })
  if (piece.broken === 'long')
    return bad('This is too long for a question: it has more than 100,000 characters.')
  if (piece.broken) return bad('A brace { is opened here and not closed before the next question or the end.')
  const parsed = parsedFrom(shielded(text))
  if (typeof parsed === 'string') return bad(parsed)
  const texts = parsed.type === 'TF' ? trueFalse(parsed) : multipleChoice(parsed)
  said.set('category', category)
  said.set('text', line(parsed.stem))
  said.set('answer', String(texts.answer + 1))
  if (parsed.globalFeedback) said.set('did_you_know', words(parsed.globalFeedback))
  if (!said.has('notes')) said.set('notes', texts.feedback.filter(Boolean).join('\n'))
  return lineOf(piece.line, raw, said, texts.alternatives)
}

function parsedFrom(text: string): MultipleChoice | TrueFalse | string {
  if (!text.includes('{')) return notAsked('A text without answers in braces')
  if (/\{\s*#(?!###)/.test(text)) return notAsked('A number to be typed')
  let questions: GIFTQuestion[]
  try {
    questions = parse(text)
  } catch {
    return 'This cannot be read as GIFT. Where one of the signs { } = ~ # \\ is part of a text, a \\ stands before it.'
  }
  const question = questions[0]!
  if (question.type !== 'TF' && question.type !== 'MC') return notAsked(KINDS[question.type])
  return (
    pictureProblem(question) ?? (question.type === 'MC' ? choiceProblem(question) : undefined) ?? question
  )
}

const KINDS = {
  Matching: 'Matching',
  Numerical: 'A number to be typed',
  Short: 'An answer to be typed',
  Essay: 'An essay',
  Description: 'A text without answers in braces',
  Category: 'A category in the middle of a question',
}

const notAsked = (kind: string) =>
  `${kind} is not a kind this quiz asks: it has two to four alternatives, and one of them is right.`

function pictureProblem(question: MultipleChoice | TrueFalse): string | undefined {
  const choices = question.type === 'MC' ? question.choices.map(({ text }) => text) : []
  const pictured = [question.stem, question.globalFeedback, ...choices].some(
    (part) => part?.format === 'html' && /<img\b/i.test(part.text),
  )
  if (pictured) return 'It shows a picture, which a GIFT file does not bring along.'
}

function choiceProblem({ choices }: MultipleChoice): string | undefined {
  if (choices.some(({ weight }) => weight !== null)) return notAsked('Points for parts of an answer')
  const right = choices.filter(({ isCorrect }) => isCorrect).length
  if (right > 1) return notAsked('Several right answers')
  if (right === 0) return 'None of the alternatives is marked as the right one, by = instead of ~.'
}

function trueFalse({ isTrue, trueFeedback, falseFeedback }: TrueFalse) {
  const feedback = [trueFeedback, falseFeedback].map((said) => said && words(said))
  return { alternatives: ['True', 'False'], answer: isTrue ? 0 : 1, feedback }
}

function multipleChoice({ choices }: MultipleChoice) {
  return {
    alternatives: choices.map(({ text }) => line(text)),
    answer: choices.findIndex(({ isCorrect }) => isCorrect),
    feedback: choices.map(({ text, feedback }) => feedback && `${line(text)}: ${words(feedback)}`),
  }
}

function words({ format, text }: TextFormat): string {
  const said = unshielded(text)
  return (format === 'html' ? wordsOf(said) : said).trim()
}

/** As words, but of one line when it was written as HTML. */
const line = (text: TextFormat) => (text.format === 'html' ? words(text).replace(/\s+/g, ' ') : words(text))
