import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'tap'
import { Keyword } from '../definition/keyword.ts'
import { fold } from '../text/fold.ts'
import { requiredLiteral } from '../text/required-literal.ts'
import { compileKeywords } from './compile-keywords.ts'
import { buildWordAutomaton } from './word-automaton.ts'

/** What the words mean, looked up one by one. */
function fitsByHand({ text, match, language, wholeWords = true }: Keyword, message: string, spoken: string): boolean {
  if (language !== undefined && language !== spoken) return false
  const [word, folded] = [fold(text), fold(message)]
  if (match === 'exact') return folded === word
  if (match === 'regex') return new RegExp(text, 'i').test(message)
  const [needle, hay] = wholeWords ? [`${word} `, `${folded} `] : [word, folded]
  return match === 'starts_with'
    ? hay.startsWith(needle)
    : wholeWords
      ? ` ${hay}`.includes(` ${needle}`)
      : hay.includes(needle)
}

const letters = fc.constantFrom('a', 'b', 'A', 'É', 'ש', 'שָׁ', 'ל', '1', ' ', '  ', '-', '!', '😀', 'ﬁ')
const phrases = (max: number) => fc.array(letters, { minLength: 1, maxLength: max }).map(parts => parts.join(''))
const keywords = fc
  .oneof(
    {
      weight: 5,
      arbitrary: fc.record(
        {
          text: phrases(4),
          match: fc.constantFrom('exact' as const, 'contains' as const, 'starts_with' as const),
          language: fc.constantFrom('en' as const, 'he' as const),
          wholeWords: fc.boolean(),
        },
        { requiredKeys: ['text', 'match'] },
      ),
    },
    {
      weight: 1,
      arbitrary: fc.record({ text: fc.constantFrom('^a+b', 'a[1b]', '1$'), match: fc.constant('regex' as const) }),
    },
  )
  .filter(keyword => Keyword.safeParse(keyword).success)

test('the compiled matcher finds what a look at each keyword finds', async t => {
  let hits = 0
  fc.assert(
    fc.property(
      fc.array(fc.array(keywords, { maxLength: 4 }), { maxLength: 8 }),
      phrases(12),
      fc.constantFrom('en', 'he'),
      (lists, message, language) => {
        // By hand, JavaScript's own expressions see the accents: they are compared where there are none.
        const isPlain = !/[^ -~]/.test(message)
        const usable = lists.map(list =>
          list.filter(({ match }) => match !== 'regex' || (isPlain && !/^ | $| {2}/.test(message))),
        )
        const expected = usable.flatMap((list, index) => {
          const keyword = list.find(one => fitsByHand(one, message, language))
          return keyword ? [{ list: index, keyword }] : []
        })
        hits += expected.length
        assert.deepEqual(compileKeywords(usable).match(message, language), expected, JSON.stringify([usable, message]))
      },
    ),
    { numRuns: 1500 },
  )
  t.ok(hits > 100, `${hits} hits`)
})

test('the automaton finds each word at each of its ends', async () => {
  const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(
      fc.uniqueArray(short, { maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'x'), maxLength: 30 }),
      (words, text) => {
        const found: number[] = words.map(() => 0)
        buildWordAutomaton(words).search(text, word => {
          found[word] = (found[word] ?? 0) + 1
        })
        const expected = words.map(word => [...text].filter((_, end) => text.slice(0, end + 1).endsWith(word)).length)
        assert.deepEqual(found, expected, JSON.stringify([words, text]))
      },
    ),
    { numRuns: 500 },
  )
})

test('many keywords in a script of many letters take no memory to speak of', async t => {
  // 200 different letters in each of 200 words: as a table it would be 40,000 by 20,000.
  const words = Array.from({ length: 200 }, (_, n) =>
    String.fromCodePoint(...Array.from({ length: 200 }, (_, i) => 0x4e00 + ((n * 100 + i) % 20_000))),
  )
  const before = process.memoryUsage().arrayBuffers
  const automaton = buildWordAutomaton(words)
  t.ok(process.memoryUsage().arrayBuffers - before < 50 * 2 ** 20)
  const found: number[] = []
  automaton.search(`你${words[7]}${words[150]}`, word => found.push(word))
  t.same(found, [7, 150])
})

const matches = (keyword: Keyword, message: string, language = 'en') =>
  compileKeywords([[Keyword.parse(keyword)]]).match(message, language).length === 1

test('case, accents, niqqud and punctuation do not matter', async t => {
  t.ok(matches({ text: 'Menü', match: 'exact' }, '  MENU!! 😀'))
  t.ok(matches({ text: 'תפריט', match: 'exact' }, 'תַּפְרִיט.'))
  t.ok(matches({ text: 'שָׁלוֹם', match: 'contains' }, 'אז שלום לך'))
  t.ok(matches({ text: 'price', match: 'contains' }, 'what is the "Price"?'))
  t.notOk(matches({ text: 'price', match: 'exact' }, 'what is the price'))
  t.ok(matches({ text: 'İstanbul', match: 'exact' }, 'istanbul'))
  t.ok(matches({ text: 'file', match: 'exact' }, 'ﬁle'))
})

test('letters of every script match in either case, and digits in every script', async t => {
  t.ok(matches({ text: 'straße', match: 'exact' }, 'STRASSE'))
  t.ok(matches({ text: 'kapı', match: 'exact' }, 'KAPI'))
  t.ok(matches({ text: 'fiyatı', match: 'contains' }, 'FİYATI?'))
  t.ok(matches({ text: 'مرحبا', match: 'exact' }, 'مرحـــبا'))
  t.ok(matches({ text: 'room 39', match: 'contains' }, 'room ٣٩'))
  // Unicode's own capitals are the judge.
  const written = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(written, text => assert.equal(fold(text.toUpperCase()), fold(text), text)),
    { numRuns: 3000 },
  )
})

test('whole words unless said otherwise', async t => {
  t.notOk(matches({ text: 'art', match: 'contains' }, 'start'))
  t.ok(matches({ text: 'art', match: 'contains', wholeWords: false }, 'start'))
  t.ok(matches({ text: 'שלום', match: 'contains', wholeWords: false }, 'בשלום'))
  t.notOk(matches({ text: 'hi', match: 'starts_with' }, 'his'))
  t.ok(matches({ text: 'hi', match: 'starts_with', wholeWords: false }, 'his'))
  t.notOk(matches({ text: 'hi', match: 'starts_with' }, 'oh hi'))
})

test('a keyword of a language is for its speakers', async t => {
  t.ok(matches({ text: 'hi', match: 'exact', language: 'en' }, 'hi', 'en'))
  t.notOk(matches({ text: 'hi', match: 'exact', language: 'en' }, 'hi', 'he'))
})

test('expressions see punctuation, but neither case nor marks; and escapes keep their meaning', async t => {
  t.ok(matches({ text: '^ΛΟΓΟΣ$', match: 'regex' }, 'λόγος'))
  t.ok(matches({ text: '^ORDER\\s+#?(\\d+)$', match: 'regex' }, 'Order   #12'))
  t.ok(matches({ text: '^\\S+$', match: 'regex' }, 'word'))
  t.notOk(matches({ text: '^\\S+$', match: 'regex' }, 'two words'))
  t.ok(matches({ text: '^\\p{Hebrew}+$', match: 'regex' }, 'שָׁלוֹם'))
  t.ok(matches({ text: 'שָׁלוֹם', match: 'regex' }, 'שלום'))
  t.ok(matches({ text: '(?P<Number>[A-F]+)', match: 'regex' }, 'xxCAFE'))
})

test('an expression takes time in proportion to the text', async t => {
  // For a backtracking engine this is 2^4000 steps.
  t.notOk(matches({ text: '^(a+)+$', match: 'regex' }, `${'a'.repeat(4000)}!`))
})

test('expressions that cannot be read, look around, match nothing or are too large are refused', async t => {
  const refusals: Record<string, RegExp> = {
    '(': /cannot be read/,
    '(?=a)': /cannot be read/,
    '(a)\\1': /cannot be read/,
    'a*': /matches nothing at all/,
    '((a{50}){50}){5}': /cannot be read|too large/,
    '(\\p{L}{100}){25}': /cannot be read|too large/,
  }
  for (const [text, sentence] of Object.entries(refusals)) {
    const parsed = Keyword.safeParse({ text, match: 'regex' })
    t.notOk(parsed.success, text)
    t.match(parsed.error?.issues[0]?.message, sentence, text)
    t.strictSame(parsed.error?.issues[0]?.path, ['text'])
  }
  t.match(Keyword.safeParse({ text: '?!', match: 'contains' }).error?.issues[0]?.message, /Nothing is left/)
})

test('what an expression is said to contain stands in every text that it is found in', async t => {
  const literals: Record<string, string | undefined> = {
    '^order\\s+#?\\d+$': 'order',
    'colou?r': 'colo',
    'abc|def': undefined,
    '(abc)?defg': 'defg',
    'abc*': undefined,
    'abc{0,2}d': undefined,
    'a[xyz|]bcd': 'bcd',
    '\\Qabc\\E': undefined,
    '(?i)abc': undefined,
    'x(a|b)yes': 'yes',
    '\\p{Hebrew}שלום': 'שלום',
  }
  for (const [pattern, literal] of Object.entries(literals)) t.equal(requiredLiteral(pattern), literal, pattern)

  const atom = fc.constantFrom('abc', 'b', 'ca', '(ab|c)', '(bc)', '[a-c]', '.', '\\Bb')
  const piece = fc.tuple(atom, fc.constantFrom('', '', '', '?', '*', '+', '{0,2}', '{2}')).map(parts => parts.join(''))
  const patterns = fc.array(piece, { minLength: 1, maxLength: 5 }).map(pieces => pieces.join(''))
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'abc'), minLength: 4, maxLength: 12 })
  let found = 0
  fc.assert(
    fc.property(patterns, fc.array(texts, { minLength: 20, maxLength: 20 }), (pattern, samples) => {
      const literal = requiredLiteral(pattern)
      if (literal === undefined) return
      for (const text of samples) {
        if (!new RegExp(pattern).test(text)) continue
        found += 1
        assert.ok(text.includes(literal), `${pattern} is found in ${text}, without ${literal}`)
      }
    }),
    { numRuns: 2000 },
  )
  t.ok(found > 100, `${found} found`)
})
