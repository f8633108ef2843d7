import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  type Format,
  formatOf,
  type QuestionLine,
  type ReadLine,
  readQuestions,
  writeQuestions,
} from '../../admin/imports/question-files.ts'
import { FIELDS } from '../../admin/imports/question-lines.ts'
import { csv, unguarded } from '../../admin/lists/csv.ts'

const FORMATS: Format[] = ['csv', 'gift', 'json']

/** What each format has signs for, and what the helpers between use themselves. */
const SIGNS = [
  ...Array.from('~=#{}:\\"\'`,;%[]<>&*_-+@＝$/|()!?. \u00a0\u2028\ufeff\u0085\ue000é漢🗽0aT'),
  '//',
  '::',
  '####',
  '->',
  '[html]',
  '[plain]',
  '%50%',
  '&&061;',
  '\ue00026;',
  '$CATEGORY:',
  '\\n',
  '  ',
  '{T}',
  '<img',
  '<p>',
  '&amp;',
  '[tag:id=1]',
  '%0a',
]
const signs = (more: string[], least: number, most: number) =>
  fc
    .array(
      fc.oneof(fc.constantFrom(...SIGNS, ...more), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 })),
      { minLength: least, maxLength: most },
    )
    .map((parts) => parts.join(''))
const isLine = (text: string) => !/[^\P{Cc}\u0080-\u009f]/u.test(text)

/** Text as the forms let it through: trimmed, in one line or in several, and never half a character. */
const line = signs([], 0, 12)
  .map((text) => text.trim())
  .filter(isLine)
const filled = line.filter(Boolean)
const text = signs(['\n', '\n\n', '\n//', '\n\t', '\n{'], 0, 12).map((typed) =>
  typed.replace(/[^\P{Cc}\n\t]/gu, '').trim(),
)

const question: fc.Arbitrary<QuestionLine> = fc
  .record({
    fields: fc.record(
      Object.fromEntries(FIELDS.map((field) => [field, line])) as Record<
        (typeof FIELDS)[number],
        typeof line
      >,
    ),
    words: filled,
    did_you_know: text,
    notes: text,
    alternatives: fc.array(filled, { minLength: 2, maxLength: 4 }),
    answer: fc.nat(3),
  })
  .map(({ fields, words, did_you_know, notes, alternatives, answer }) => ({
    ...fields,
    text: words,
    did_you_know,
    notes,
    alternatives,
    answer: String(1 + (answer % alternatives.length)),
  }))

async function* bytesOf(text: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const read = (text: string | Uint8Array, format: Format, size?: number) =>
  Array.fromAsync(readQuestions(bytesOf(text, size), format))

const written = async (format: Format, questions: QuestionLine[]) =>
  (await Array.fromAsync(writeQuestions(format, questions))).join('')

describe('What is written', () => {
  for (const format of FORMATS)
    test(`as ${format.toUpperCase()} is read back without loss, however its bytes arrive`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(question, { minLength: 1, maxLength: 4 }),
          fc.integer({ min: 1, max: 64 }),
          async (questions, size) => {
            const lines = await read(await written(format, questions), format, size)
            assert.deepEqual(
              lines.map((one) => one.problem ?? one.question),
              questions,
            )
          },
        ),
        { numRuns: 300 },
      )
    })
})

const HEADER = 'text,alternative1,alternative2,answer'
const GOOD = 'Which river flows through Cairo?,Nile,Amazon,1'

const said = (one: ReadLine) => (one.problem === undefined ? one.question.text : one.problem)

/** What is read of a file, in short: for each line its number and its text or its problem. */
async function told(text: string | Uint8Array, format: Format): Promise<string[]> {
  return (await read(text, format)).map((one) => `${one.line}: ${said(one)}`)
}

async function only(text: string, format: Format): Promise<Partial<QuestionLine>> {
  const [one, ...more] = await read(text, format)
  assert.deepEqual(more, [])
  if (!one || one.problem !== undefined) assert.fail(one?.problem ?? 'nothing was read')
  return Object.fromEntries(Object.entries(one.question).filter(([, value]) => value !== ''))
}

async function refused(file: string | Uint8Array, format: Format, sentence: RegExp): Promise<void> {
  const last = (await read(file, format)).at(-1)!
  assert.match(last.problem ?? '', sentence)
  assert.ok(last.problem !== undefined && last.ends, 'nothing is read after it')
}

describe('A cell a spreadsheet would run', () => {
  test('is made harmless, and given back as it was, with all the apostrophes it had', () => {
    const starts = fc.constantFrom("'", '=', '+', '-', '@', '＝', '＠', ' ', '\t', '\r', '\n', 'a', '')
    const cells = fc.array(starts, { maxLength: 6 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(cells, (text) => {
        const cell = csv([[text]]).slice(0, -2)
        const bare = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
        assert.doesNotMatch(bare, /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/)
        assert.equal(unguarded(bare), text)
      }),
    )
    assert.equal(csv([["'=1+1", '=1+1', "it's", "'tis", '-5']]), "''=1+1,'=1+1,it's,'tis,'-5\r\n")
  })

  test('stays one cell where a semicolon or tab would cut it', () => {
    assert.equal(csv([['a;=1+1', 'b\t=1+1']]), '"a;=1+1","b\t=1+1"\r\n')
  })
})

describe('A CSV file', () => {
  test('may say in a line before the first what Excel is to cut at', async () => {
    for (const [sign, said] of [
      [';', 'sep=;'],
      ['|', 'sep=|'],
      ['\t', '"sep=\t"'],
      [',', 'SEP=,,,'],
    ] as const) {
      const text = [said, HEADER, GOOD].join('\r\n')
      const file = said + text.slice(said.length).replaceAll(',', sign)
      assert.deepEqual(await told(file, 'csv'), ['3: Which river flows through Cairo?'], said)
      assert.equal(formatOf('questions.txt', Buffer.from(file)), 'csv')
    }
    await refused('sep=;\n', 'csv', /The file is empty/)
  })

  const expected = {
    text: 'Which river flows through Cairo, “mother of the world”?',
    alternatives: ['Nile', 'Amazon', '', 'the "Danube"'],
    answer: '1',
    did_you_know: 'It flows north.\n\nAlways.',
    source_date: '2026-06-30',
  }

  test('of Excel, of LibreOffice and of a Europe that separates with semicolons reads the same', async () => {
    const cells = (separator: string, end: string) =>
      [
        [
          'Text',
          'Alternative1',
          'alternative2',
          'Alternative3',
          'ALTERNATIVE4',
          'answer',
          'Did you know',
          'source-date',
        ],
        [
          '"Which river flows through Cairo, “mother of the world”?"',
          'Nile',
          ' Amazon ',
          '',
          '"the ""Danube"""',
          '1',
          '"It flows north.\n\nAlways."',
          ' 2026-06-30 ',
        ],
      ]
        .map((row) => row.join(separator) + end)
        .join('')
    assert.deepEqual(await only(`\ufeff${cells(',', '\r\n')}`, 'csv'), expected)
    assert.deepEqual(await only(cells(',', '\n'), 'csv'), expected)
    assert.deepEqual(await only(`\ufeff${cells(';', '\r\n')}`, 'csv'), expected)
    assert.deepEqual(await only(cells('\t', '\r'), 'csv'), { ...expected })
  })

  test('says at its beginning that it is UTF-8, which Excel would not guess', async () => {
    assert.ok((await written('csv', [])).startsWith('\ufeffid,key,version,'))
  })

  test('as LibreOffice writes it with every text in quotation marks, and empty lines between', async () => {
    const file = `"text","alternative1","alternative2","answer"\n\n"7"" or 12""?","7""","12""",1\n,,,\n`
    assert.deepEqual(await only(file, 'csv'), {
      text: '7" or 12"?',
      alternatives: ['7"', '12"'],
      answer: '1',
    })
  })

  test('may have a quotation mark within a bare cell, and empty cells too many', async () => {
    assert.deepEqual(await only(`${HEADER}\n7" or 12"?,7",12",1,,\n`, 'csv'), {
      text: '7" or 12"?',
      alternatives: ['7"', '12"'],
      answer: '1',
    })
  })

  test('has no more than one line spoilt by a broken quotation mark, wherever it is opened', async () => {
    const about = /^3: A quotation mark that opens a cell has no fellow/
    for (const bad of ['"Which?,a,b,1', '"Which?" no,a,b,1', 'Which?,a,b,"1', '"a""b,c,d,1']) {
      const [first, second, ...rest] = await told(
        `${HEADER}\n${GOOD}\n${bad}\n"So, ""which""?",a,b,1\nAnd?,a,b,1\n`,
        'csv',
      )
      assert.equal(first, '2: Which river flows through Cairo?', bad)
      assert.match(second!, about, bad)
      assert.deepEqual(rest, ['4: So, "which"?', '5: And?'], bad)
    }
    assert.deepEqual((await told(`${HEADER}\n"Which?,a,b,1\n${GOOD}\nAnd?,a,b,1`, 'csv')).slice(1), [
      '3: Which river flows through Cairo?',
      '4: And?',
    ])
  })

  test('has its lines counted with those inside its cells', async () => {
    assert.deepEqual(await told(`${HEADER}\r\n"a\nb\r\nc",a,b,1\r\nx,a,b\r\ny,a,b,1\r\n`, 'csv'), [
      '2: a\nb\r\nc',
      '5: This line has 3 cells, the first line names 4 columns.',
      '6: y',
    ])
  })

  test('with strange, missing or doubled columns is told so at once, by name', async () => {
    await refused(
      'text,Frage,answer,answer,alternative1\na,b,1,1,c\n',
      'csv',
      /“frage”.+Missing: “alternative2”.+More than once: “answer”/,
    )
    await refused(`${',x'.repeat(2000)}\n`, 'csv', /“x”.+and 1990 more/)
  })
})

/** Of Moodle's documentation of the format, and as its export writes it. */
const MOODLE = `// question: 0  name: Switch category to $course$/top/Default for Art
$CATEGORY: $course$/top/Default for Art/Colour \\: and// light


// question: 31  name: Q1
// [id:q-1] [tag:colour] [tag:value=3] [tag:Farbe=rot]
::Q1::[html]<p>What's between <b>orange</b> &amp; green at 10:30?<br></p>{
\t=<p>yellow</p>#<p>right; good!</p>
\t~<p>red</p>#<p>wrong, it's yellow</p>
\t~<p>blue &\\#60; red</p>
\t####<p>The spectrum.</p><p>It is\\: long.</p>
}


//Comment line
::Q2 true/false::The sun rises in the East.{TRUE#No.#Yes!}

Two plus two equals {
~two

~three # almost
= four
~five} of these.

 ::Kelvin:: A = B at 0\\:1 or #1, C\\{x\\}? {F}
`

describe('A GIFT file', () => {
  test('of Moodle is read with its category, key, tags and explanations', async () => {
    const category = 'Colour \\: and/ light'
    assert.deepEqual(
      (await read(MOODLE, 'gift')).map(({ line, ...one }) => [
        line,
        'question' in one
          ? Object.fromEntries(Object.entries(one.question).filter(([, v]) => v !== ''))
          : one,
      ]),
      [
        [
          5,
          {
            key: 'q-1',
            value: '3',
            category,
            text: "What's between orange & green at 10:30?",
            alternatives: ['yellow', 'red', 'blue < red'],
            answer: '1',
            did_you_know: 'The spectrum.\nIt is: long.',
            notes: "yellow: right; good!\nred: wrong, it's yellow",
          },
        ],
        [
          15,
          {
            category,
            text: 'The sun rises in the East.',
            alternatives: ['True', 'False'],
            answer: '1',
            notes: 'No.\nYes!',
          },
        ],
        [
          18,
          {
            category,
            text: 'Two plus two equals _____ of these.',
            alternatives: ['two', 'three', 'four', 'five'],
            answer: '3',
            notes: 'three: almost',
          },
        ],
        [25, { category, text: 'A = B at 0:1 or #1, C{x}?', alternatives: ['True', 'False'], answer: '2' }],
      ],
    )
  })

  test('names each kind that is not asked, and reads the others', async () => {
    const kinds: Record<string, RegExp> = {
      'Match. {\n=Canada -> Ottawa\n=Italy -> Rome\n=Japan -> Tokyo\n}':
        /^1: Matching is not a kind this quiz asks/,
      'When was Grant born? {#1822:5}': /^1: A number to be typed is not/,
      'When? {#\n=1822:0\n=%50%1822:2\n}': /^1: A number to be typed is not/,
      "Who's buried in Grant's tomb? {=Grant =Ulysses Grant}": /^1: An answer to be typed is not/,
      'Two plus two is {=4}': /^1: An answer to be typed is not/,
      'Write a biography. {}': /^1: An essay is not/,
      'You can use your pencil.': /^1: A text without answers in braces is not/,
      'Which two? {~%50%Grant ~%50%Lee ~Washington}': /^1: Points for parts of an answer is not/,
      'Which two? {=Grant =Lee ~Washington}': /^1: Several right answers is not/,
      'Which? {~Grant ~Lee}': /^1: None of the alternatives is marked/,
      'Which? {=a ~b ~c ~d ~e}': /^1: A question has at most four alternatives; these are 5\./,
      'Which? {=a ~b': /^1: A brace \{ is opened here and not closed/,
      'Which? {=a {~b}}': /^1: This cannot be read as GIFT/,
      '[html]<p>Which? <img src\\="@@PLUGINFILE@@/a.png"></p>{=a ~b}': /^1: It shows a picture/,
    }
    for (const [text, about] of Object.entries(kinds)) {
      const [first, ...rest] = await told(`${text}\n\nNext? {=a ~b}\n`, 'gift')
      assert.match(first!, about, text)
      assert.deepEqual(rest, [`${text.split('\n').length + 2}: Next?`], text)
    }
  })

  test('with an impossible character keeps what stands there', async () => {
    const { text } = await only('[html]a&#9999999;b&nope;&#x41; {=a ~b}', 'gift')
    assert.equal(text, 'a&#9999999;b&nope;A')
  })

  test('may have arrows and what looks like entities within its texts', async () => {
    assert.deepEqual(await only('From a &amp; b &&061; to? {=a -> b  c ~b -> a}', 'gift'), {
      text: 'From a &amp; b &&061; to?',
      alternatives: ['a -> b  c', 'b -> a'],
      answer: '1',
    })
  })
})

describe('A JSON file', () => {
  const one = '{"text":"Why?","alternatives":["a","b"],"answer":1,"everywhere":true,"notes":null}'
  const expected = { text: 'Why?', alternatives: ['a', 'b'], answer: '1', everywhere: '1' }

  test('may be an array, on one line or many, or have one question on each line', async () => {
    for (const file of [
      one,
      `${one}\n`,
      `[${one}]`,
      `\ufeff[\n${one}\n]\n`,
      JSON.stringify([JSON.parse(one)], null, 4),
    ])
      assert.deepEqual(await only(file, 'json'), expected, file)
    assert.deepEqual(await told(`${one}\n${one}\r\n\n${one}`, 'json'), ['1: Why?', '2: Why?', '4: Why?'])
    assert.deepEqual(await told(`[${one},${one}]`, 'json'), ['1: Why?', '1: Why?'])
  })

  test('has no more than one question spoilt by a bracket or quotation mark', async () => {
    for (const bad of [
      '{"text":"Why?',
      '{"text":"Why?"',
      '{"text":["Why?"}',
      '{"text":"Why?\\"}',
      'Why?',
      '{"text" "a"}',
    ])
      assert.deepEqual(
        (await read(`${one}\n${bad}\n${one}\n`, 'json')).map(({ line, problem }) => [line, !problem]),
        [
          [1, true],
          [2, false],
          [3, true],
        ],
        bad,
      )
  })

  test('with lines set in has its broken text left behind at the end of its line', async () => {
    const file = `[\n  {\n    "text": "Why?\n  },\n  {\n    "text": "So?"\n  }\n]\n`
    assert.deepEqual(await told(file, 'json'), [
      '2: This is not JSON: look at its commas and quotation marks.',
      '5: So?',
    ])
  })

  test('is told by name what is not known or no text', async () => {
    assert.match(
      (await told('{"didYouKnow":"x"}', 'json'))[0]!,
      /^1: Nobody knows “didYouKnow”; there are id, /,
    )
    assert.match((await told('{"text":{"en":"x"}}', 'json'))[0]!, /^1: “text” must be text or a number\./)
    assert.match(
      (await told('{"alternatives":"a"}', 'json'))[0]!,
      /^1: “alternatives” must be a list of texts\./,
    )
    assert.match((await told('{"alternatives":["a",[]]}', 'json'))[0]!, /^1: “alternatives” must be/)
    assert.match((await told('{"text":"\\ud800"}', 'json'))[0]!, /^1: A character here is only half there/)
  })

  test('cannot reach into what all objects share', async () => {
    for (const name of ['__proto__', 'constructor', 'toString'])
      assert.match((await told(`{"${name}":{"value":"5"}}`, 'json'))[0]!, /^1: Nobody knows/)
    assert.equal(({} as { value?: string }).value, undefined)
  })
})

describe('A file that nobody means well with', () => {
  const whole: Record<Format, string> = {
    csv: `${HEADER}\n${GOOD}\n`,
    gift: 'Which river? {=Nile ~Amazon}\n\n',
    json: '[\n{"text":"Which river?","alternatives":["Nile","Amazon"],"answer":"1"}\n]\n',
  }

  for (const format of FORMATS)
    test(`called .${format} has its sentence when it is packed, empty or not in UTF-8`, async () => {
      await refused(Buffer.from('PK\x03\x04\x14\0\x06\0xlsx', 'latin1'), format, /packed file .+CSV UTF-8/)
      await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'), format, /packed file/)
      await refused(
        Buffer.from(`\ufeff${whole[format]}`, 'utf16le'),
        format,
        /UTF-16.+Save the file in UTF-8/,
      )
      await refused(Buffer.from(whole[format], 'utf16le'), format, /has the code 0\. Save the file in UTF-8/)
      await refused('', format, /^The file is empty|^There is no question/)
      await refused('\ufeff \n\n', format, /^The file is empty|^There is no question/)
      const latin = Buffer.from(whole[format].replace('river', 'rivi\xe8re'), 'latin1')
      await refused(latin, format, /not in UTF-8\. Save/)
      const line = whole[format].slice(0, whole[format].indexOf('river')).split('\n').length
      for (const size of [65_536, 8])
        assert.equal((await read(latin, format, size)).at(-1)!.line, line, 'the line that is told')
      await refused(
        Buffer.concat([Buffer.from(whole[format]), Buffer.from([0xe2, 0x82])]),
        format,
        /middle of a character/,
      )
    })

  test('is refused with one line of 50 MB, and read on after it', async () => {
    async function* long(before: string, after: string) {
      yield Buffer.from(before)
      for (let i = 0; i < 800; i++) yield Buffer.alloc(65_536, 'x')
      yield Buffer.from(after)
    }
    const files: [Format, string, string, string][] = [
      ['csv', `${HEADER}\n`, `\n${GOOD}\n`, '3: Which river flows through Cairo?'],
      ['gift', '', '\n\nWhy? {=a ~b}\n', '3: Why?'],
      ['json', '[{"text":"', '"},\n{"text":"Why?"}]', '2: Why?'],
    ]
    for (const [format, before, after, next] of files) {
      const [first, second, ...more] = await Array.fromAsync(readQuestions(long(before, after), format))
      assert.match(first!.problem ?? '', /too long.+100,000 characters/)
      assert.ok('raw' in first! && first.raw.length <= 200)
      assert.equal(`${second!.line}: ${said(second!)}`, next)
      assert.deepEqual(more, [])
    }
  })

  test('may have a million commas or brackets, or one quotation mark for all that follows', async () => {
    assert.deepEqual(await told(`${HEADER}\n${','.repeat(1e6)}\n${','.repeat(9)}x\n${GOOD}\n`, 'csv'), [
      '2: This line is too long for a question: it has more than 100,000 characters.',
      '3: This line has 10 cells, the first line names 4 columns.',
      '4: Which river flows through Cairo?',
    ])
    await refused(','.repeat(1e6), 'csv', /too long/)
    const quoted = await told(`${HEADER}\n"${`${GOOD}\n`.repeat(10_000)}`, 'csv')
    assert.equal(quoted.length, 10_000)
    assert.equal(quoted.filter((one) => one.endsWith('Cairo?')).length, 9_999)
    assert.match((await told(`{"text":${'['.repeat(1e6)}`, 'json'))[0]!, /too long/)
    const deep = `{"text":${'['.repeat(40_000)}${']'.repeat(40_000)}}`
    assert.match((await told(deep, 'json'))[0]!, /^1: “text” must be text/)
    await refused('['.repeat(1e6), 'json', /not closed by \]/)
    const open = await told(`Why? {\n\n${'So? {=a ~b}\n\n'.repeat(10_000)}`, 'gift')
    assert.equal(open.filter((one) => one.endsWith('So?')).length, 10_000)
    assert.match((await told('No blank line.\n'.repeat(10_000), 'gift'))[0]!, /^1: This is too long/)
  })

  test('is told so when it is cut in the middle', async () => {
    await refused(`${HEADER}\n`, 'csv', /no question under the names/)
    assert.match((await told(`${HEADER}\n${GOOD.slice(0, 30)}`, 'csv'))[0]!, /^2: This line has 1 cell,/)
    assert.match((await told(`${HEADER}\n"Which river`, 'csv'))[0]!, /^2: A quotation mark/)
    assert.match((await told(whole.gift.slice(0, 20), 'gift'))[0]!, /^1: A brace/)
    assert.match((await told(whole.json.slice(0, 30), 'json'))[0]!, /^2: This question is cut/)
    await refused(whole.json.slice(0, -3), 'json', /not closed by \]/)
  })

  test('never makes the reader throw, whatever is in it', async () => {
    const garbage = fc.oneof(
      signs(['\n', '\n\n', '\r', 'T', '=a', '~b', `${HEADER}\n`, '{"text":', '[', ']'], 0, 40),
      fc.uint8Array({ maxLength: 60 }),
    )
    await fc.assert(
      fc.asyncProperty(garbage, fc.constantFrom(...FORMATS), async (file, format) => {
        for (const one of await read(file, format)) assert.ok(one.problem || one.problem === undefined)
      }),
      { numRuns: 500 },
    )
  })
})

describe('What kind of file it is', () => {
  test('is told by its name, else by how it begins', () => {
    const kinds: [string, string, Format | undefined][] = [
      ['questions.CSV', '', 'csv'],
      ['a.b.gift', '', 'gift'],
      ['questions.jsonl', '', 'json'],
      ['moodle.txt', MOODLE, 'gift'],
      ['moodle.txt', 'Grant is {~buried =entombed} there.', 'gift'],
      ['sheet.txt', '\ufefftext\talternative1\n', 'csv'],
      ['sheet', '"id";"Text"\n', 'csv'],
      ['x', ' [\n{"text":1}]', 'json'],
      ['x', '[]', 'json'],
      ['letter.txt', 'Dear Ann,\nhow are you?', undefined],
      ['photo.jpg', '\xff\xd8\xff\xe0', undefined],
    ]
    for (const [name, start, kind] of kinds)
      assert.equal(formatOf(name, Buffer.from(start)), kind, `${name} ${start}`)
  })
})
