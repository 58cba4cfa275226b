import type { Prompt, Tune } from '@astria-bot/astria'
import fc from 'fast-check'
import { test } from 'tap'
import { ownPrompts } from './own-prompts.ts'
import { decideProgress, pollDelayMs, type Sight } from './progress.ts'

const prompt = (promptId: number, images: number, userError: string | null = null): Prompt => ({
  promptId: String(promptId),
  images: Array.from({ length: images }, (_, i) => `https://x/${promptId}/${i}`),
  userError,
  callback: null,
  createdAt: null,
})
const tune = (further: Partial<Tune> = {}): Tune => ({
  tuneId: '1',
  title: 'o',
  className: 'man',
  trainedAt: null,
  expiresAt: null,
  eta: null,
  error: null,
  ...further,
})
const sight = (further: Partial<Sight>): Sight => ({
  training: false,
  tune: null,
  prompts: [],
  found: 0,
  expected: 4,
  deadlinePassed: false,
  progress: null,
  quietMs: 0,
  pollMs: 5000,
  ...further,
})
const open = { settled: false, failure: null }

test('training ends when trained_at is there, and fails when Astria says so', async t => {
  t.match(decideProgress(sight({ training: true, tune: tune(), prompts: null })), { ...open, trained: false })
  t.match(
    decideProgress(sight({ training: true, tune: tune({ trainedAt: '2026-11-20T10:00:00.000Z' }), prompts: null })),
    { ...open, trained: true },
  )
  t.match(decideProgress(sight({ training: true, tune: tune({ error: 'no face' }), prompts: null })), {
    failure: 'training_failed',
  })
  t.match(
    decideProgress(sight({ training: true, tune: null, prompts: null })),
    { ...open, trained: false },
    'Astria did not answer',
  )
})

test('portraits are waited for until all are there', async t => {
  t.match(decideProgress(sight({ prompts: [] })), open)
  t.match(decideProgress(sight({ prompts: [prompt(1, 2), prompt(2, 0)] })), open)
  t.match(decideProgress(sight({ prompts: [prompt(1, 2), prompt(2, 1)] })), open, 'prompts may still be added')
  t.match(decideProgress(sight({ prompts: [prompt(1, 2), prompt(2, 2)] })), { settled: { complete: true } })
  t.match(decideProgress(sight({ prompts: [prompt(1, 8)] })), { settled: { complete: true } })
})

test('failed prompts explain what is missing', async t => {
  t.match(decideProgress(sight({ prompts: [prompt(1, 1), prompt(2, 1), prompt(3, 1), prompt(4, 0, 'NSFW')] })), {
    settled: { complete: false },
  })
  t.match(decideProgress(sight({ expected: 8, prompts: [prompt(1, 4), prompt(2, 0, 'NSFW')] })), {
    settled: { complete: false },
  })
  t.match(decideProgress(sight({ prompts: [1, 2, 3, 4].map(id => prompt(id, 0, 'NSFW')) })), {
    settled: false,
    failure: 'no_portraits',
  })
})

test('when nothing changes any more, the part is delivered', async t => {
  const prompts = [prompt(1, 2), prompt(2, 1)]
  t.match(decideProgress(sight({ prompts, progress: '2/2/3', quietMs: 299_999 })), open)
  t.match(decideProgress(sight({ prompts, progress: '2/2/3', quietMs: 300_000 })), { settled: { complete: false } })
  t.match(decideProgress(sight({ prompts, progress: '2/2/2', quietMs: 300_000 })), open, 'something just changed')
  t.match(decideProgress(sight({ prompts, expected: null, progress: '2/2/3', quietMs: 300_000 })), {
    settled: { complete: true },
  })
  t.match(decideProgress(sight({ prompts, expected: 40, progress: '2/2/3', quietMs: 799_999 })), open)
})

test('at the deadline the part is delivered, or the order fails', async t => {
  t.match(decideProgress(sight({ deadlinePassed: true, prompts: [prompt(1, 1), prompt(2, 0)] })), {
    settled: { complete: false },
  })
  t.match(decideProgress(sight({ deadlinePassed: true, prompts: null, found: 2 })), { settled: { complete: false } })
  t.match(decideProgress(sight({ deadlinePassed: true, prompts: [] })), { failure: 'deadline' })
  t.match(decideProgress(sight({ deadlinePassed: true, training: true, tune: tune() })), { failure: 'deadline' })
})

test('after the deadline no order stays open, whatever was seen', async t => {
  const arbitrary = fc.record({
    training: fc.boolean(),
    prompts: fc.option(fc.array(fc.tuple(fc.nat(50), fc.nat(8), fc.option(fc.string()))), { nil: null }),
    found: fc.nat(50),
    expected: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
  })
  fc.assert(
    fc.property(arbitrary, ({ prompts, ...further }) => {
      const list = prompts?.map(([id, images, error]) => prompt(id, images, error)) ?? null
      const { settled, failure } = decideProgress(
        sight({ ...further, tune: tune(), prompts: list, deadlinePassed: true }),
      )
      t.not(settled !== false, failure !== null, 'settled or failed, never both, never neither')
    }),
  )
})

test('the pauses double, up to sixty times the first', async t => {
  t.same(
    [0, 1, 2, 3, 10, 1000].map(polls => pollDelayMs(polls, 5000)),
    [5000, 10_000, 20_000, 40_000, 300_000, 300_000],
  )
})

test('prompts are told apart by their callback, else by being new', async t => {
  const with_ = (promptId: string, callback: string | null): Prompt => ({ ...prompt(Number(promptId), 1), callback })
  const prompts = [
    with_('5', 'https://bot/pack-tune-received?order=mine&kind=prompt&sig=x'),
    with_('4', 'https://bot/pack-tune-received?order=other&kind=prompt&sig=x'),
    with_('3', null),
    with_('2', 'https://elsewhere/'),
    with_('1', null),
  ]
  t.same(
    ownPrompts(prompts, 'mine', ['1']).map(item => item.promptId),
    ['2', '3', '5'],
  )
  t.same(
    ownPrompts(prompts, 'mine', ['1', '2', '3', '5']).map(item => item.promptId),
    ['5'],
  )
})
