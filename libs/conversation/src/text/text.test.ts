import { test } from 'tap'
import { clean } from './clean.ts'
import { cut } from './cut.ts'
import { fold } from './fold.ts'
import { isolate, isolateIfRightToLeft, isolateLink } from './isolate.ts'
import { money } from './money.ts'

test('cut counts UTF-16 units and never halves a character', async t => {
  t.equal(cut('short', 5), 'short')
  t.equal(cut('longer', 5), 'long…')
  t.equal(cut('one two three', 5), 'one…', 'no space before the cut')
  t.equal(cut('ab😀cd', 4), 'ab…')
  t.equal(cut('👩🏽‍🚀👩🏽‍🚀', 8), '👩🏽‍🚀…', 'a joined emoji is one character')
  t.equal(cut('שָׁלוֹם', 5), 'שָׁל…', 'vowel points stay with their letter')
  t.equal(cut('😀', 1), '…')
})

test('clean leaves one line without marks of direction', async t => {
  t.equal(clean(' a\n\tb\u202e c\u2069 \u0000 '), 'a b c')
  t.equal(clean('\ud800x'), 'x')
  t.equal(clean('👨‍👩‍👧 דנה'), '👨‍👩‍👧 דנה', 'joined emoji stay joined')
})

test('fold forgets case, accents, vowel points, punctuation and emoji', async t => {
  t.equal(fold('  Été — MENU!!! 😀'), 'ete menu')
  t.equal(fold('תַּפְרִיט.'), 'תפריט')
  t.equal(fold('?!'), '')
})

test('isolates are opened and closed', async t => {
  t.equal(isolate(5), '\u20685\u2069')
  t.equal(isolateIfRightToLeft('Dana'), 'Dana')
  t.equal(isolateIfRightToLeft('דנה'), '\u2068דנה\u2069')
  t.equal(isolateLink('https://x.example/a'), '\u2068https://x.example/a \u2069')
})

test('money is written the same by every version of Node', async t => {
  t.equal(money(4900, 'ILS'), '₪49')
  t.equal(money(4990, 'ILS'), '₪49.90')
  t.equal(money(5, 'USD'), '$0.05')
  t.equal(money(123_456_700, 'EUR'), '€1,234,567')
  t.equal(money(1200, 'JPY'), '1,200\u00a0JPY')
  t.equal(money(12_345, 'KWD'), '12.345\u00a0KWD')
  t.equal(money(-1050, 'GBP'), '-£10.50')
  t.equal(money(0, 'ILS'), '₪0')
})
