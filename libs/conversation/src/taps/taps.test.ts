import fc from 'fast-check'
import { test } from 'tap'
import { readCommand } from './command.ts'
import { readTap } from './read-tap.ts'
import type { Tap } from './tap.ts'
import { tapId } from './tap-id.ts'

const plain = ['menu', 'how', 'language', 'support', 'status', 'stop', 'start', 'keep', 'models', 'restart'] as const
const steps = ['erase', 'begin', 'tips', 'ready', 'add_pictures', 'new_model', 'styles'] as const
const tier = fc.constantFrom('lite', 'standard', 'premium')
const stars = fc.constantFrom(1, 2, 3, 4, 5)
const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('%', ':', '2', '5', '3', 'A', 'a') }))

const anyTap: fc.Arbitrary<Tap> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...plain) }),
  fc.record({ kind: fc.constantFrom(...steps) }),
  fc.record({ kind: fc.constant('speak'), language: fc.constantFrom('en', 'he') }),
  fc.record({ kind: fc.constant('consent'), answer: fc.constantFrom('yes', 'no'), version: text }),
  fc.record({ kind: fc.constantFrom('pay', 'skip_feedback'), orderId: text }),
  fc.record({ kind: fc.constant('rate'), orderId: text, stars }),
  fc.record({ kind: fc.constant('model'), tuneId: text }),
  fc.record({ kind: fc.constant('restart_yes'), setId: text }),
  fc.record({ kind: fc.constant('erase_yes'), askedAt: fc.nat() }),
  fc.record({ kind: fc.constant('class'), setId: text, className: text }),
  fc.record({ kind: fc.constant('tier'), tier }),
  fc.record({ kind: fc.constant('more_packs'), tier, from: fc.nat(999_999) }),
  fc.record({ kind: fc.constantFrom('show', 'example', 'pack'), packId: text, className: text }),
  fc.record({ kind: fc.constant('terms'), draftId: text }),
) as fc.Arbitrary<Tap>

test('an id says what was tapped, whatever is in its parts', async () => {
  fc.assert(
    fc.property(anyTap, tap => {
      const read = readTap(tapId(tap))
      return JSON.stringify(read, Object.keys(tap).sort()) === JSON.stringify(tap, Object.keys(tap).sort())
    }),
  )
})

test('any text is an id of ours or none, and never an error', async () => {
  fc.assert(
    fc.property(text, id => {
      readTap(id)
      readCommand(id)
    }),
  )
})

test('ids are readable', async t => {
  t.equal(tapId({ kind: 'pack', packId: '42', className: 'woman' }), 'pack:42:woman')
  t.equal(tapId({ kind: 'pack', packId: 'a:b', className: '50%' }), 'pack:a%3Ab:50%25')
  t.equal(readTap('__proto__'), null)
  t.equal(readTap('tier:huge'), null)
  t.equal(readTap('rate:o:6'), null)
})

test('commands are whole texts, in both languages', async t => {
  t.same(readCommand(' Help! '), { kind: 'menu' })
  t.same(readCommand('מחיקת המידע שלי'), { kind: 'erase' })
  t.same(readCommand('להתחיל מחדש 🙏'), { kind: 'restart' })
  t.equal(readCommand('help me choose'), null)
  t.equal(readCommand(''), null)
  t.equal(readCommand('stop '.repeat(500)), null)
})
