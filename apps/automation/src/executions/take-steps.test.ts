import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'tap'
import { Automation, type Facts, holds, type Step } from '../core/index.ts'
import { takeSteps } from './take-steps.ts'

const facts = (more: Partial<Facts['contact']> = {}, nowMs = Date.parse('2026-11-21T18:00:00Z')): Facts => ({
  nowMs,
  zone: 'Asia/Jerusalem',
  contact: {
    contactId: '018f0000-0000-7000-8000-000000000001',
    channel: '100',
    version: 1,
    keys: ['key-1'],
    language: 'en',
    tags: [],
    attributes: {},
    optedOut: false,
    state: 'NEW',
    handedOver: false,
    createdAt: '2026-11-01T08:00:00.000Z',
    ...more,
  },
  orders: [],
  models: [],
  occasion: { type: 'new_contact', atMs: nowMs, channel: '100' },
})
const automationOf = (steps: Step[], more: object = {}) =>
  Automation.parse({ name: 'x', trigger: { type: 'new_contact' }, steps, ...more })

/** Goes through an automation, over its waits, and tells the paths of the steps that were taken and how it ended. */
function goThrough(automation: Automation, start: Facts) {
  const paths: string[] = []
  let seen = start
  let from: string | undefined
  for (let turns = 0; turns < 200; turns += 1) {
    const { steps, end } = takeSteps(automation, seen, { from })
    paths.push(...steps.map(({ path }) => path))
    if (end.state !== 'waiting') return { paths, end: end.state, atMs: seen.nowMs }
    assert.ok(end.dueMs >= seen.nowMs, 'a wait ends in the future')
    seen = { ...seen, nowMs: end.dueMs }
    from = end.next
  }
  return { paths, end: 'endless', atMs: seen.nowMs }
}

/** What the tree of steps says, gone through by hand. */
function byHand(steps: readonly Step[], at: string, start: Facts, paths: string[]): 'on' | 'stopped' {
  for (const [index, step] of steps.entries()) {
    const path = `${at}[${index}]`
    paths.push(path)
    if (step.type === 'stop') return 'stopped'
    if (step.type !== 'branch') continue
    const chosen = step.cases.findIndex(({ when }) => holds(when, start))
    const [inner, place] =
      chosen < 0 ? [step.otherwise ?? [], 'otherwise'] : [step.cases[chosen]?.steps ?? [], `cases[${chosen}].steps`]
    if (byHand(inner, `${path}.${place}`, start, paths) === 'stopped') return 'stopped'
  }
  return 'on'
}

/** A step without its id. */
type Bare =
  | { type: 'log' | 'wait' | 'stop' }
  | { type: 'branch'; cases: { tag: string; steps: Bare[] }[]; otherwise: Bare[] | undefined }

const { tree } = fc.letrec<{ tree: Bare[]; step: Bare }>(tie => ({
  tree: fc.array(tie('step'), { minLength: 0, maxLength: 4 }),
  step: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: fc.constantFrom<Bare>({ type: 'log' }, { type: 'log' }, { type: 'wait' }) },
    { weight: 1, arbitrary: fc.constant<Bare>({ type: 'stop' }) },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('branch' as const),
        cases: fc.array(fc.record({ tag: fc.constantFrom('a', 'b', 'c'), steps: tie('tree') }), {
          minLength: 1,
          maxLength: 3,
        }),
        otherwise: fc.option(tie('tree'), { nil: undefined }),
      }),
    },
  ),
}))

function withIds(bare: readonly Bare[], next: { id: number }): Step[] {
  return bare.map((step): Step => {
    next.id += 1
    const id = `s${next.id}`
    if (step.type === 'log') return { id, type: 'log', text: 'x' }
    if (step.type === 'wait') return { id, type: 'wait', for: { minutes: 5 } }
    if (step.type !== 'branch') return { id, type: 'stop' }
    const cases = step.cases.map(({ tag, steps }) => ({
      when: { field: 'contact.tags', op: 'has' as const, value: tag },
      steps: withIds(steps, next),
    }))
    return { id, type: 'branch', cases, ...(step.otherwise ? { otherwise: withIds(step.otherwise, next) } : {}) }
  })
}

test('the steps that are taken are those of the tree, in its order, over every wait', async t => {
  let waits = 0
  let stops = 0
  fc.assert(
    fc.property(tree, fc.subarray(['a', 'b', 'c']), (bare, tags) => {
      const steps = [{ id: 'first', type: 'log' as const, text: 'x' }, ...withIds(bare, { id: 0 })]
      const start = facts({ tags })
      const expected: string[] = []
      const ended = byHand(steps, 'steps', start, expected)
      const gone = goThrough(automationOf(steps), start)
      assert.deepEqual(gone.paths, expected)
      assert.equal(gone.end, ended === 'stopped' ? 'stopped' : 'completed')
      if (gone.atMs > start.nowMs) waits += 1
      if (ended === 'stopped') stops += 1
    }),
    { numRuns: 500 },
  )
  t.ok(waits > 50 && stops > 50, `${waits} waited, ${stops} stopped`)
})

test('waits: by the calendar, in real time, and until a time of the day', async t => {
  const due = (wait: object, at: string) => {
    const steps = [
      { id: 'w', type: 'wait', ...wait },
      { id: 'l', type: 'log', text: 'x' },
    ] as Step[]
    const { end } = takeSteps(automationOf(steps), facts({}, Date.parse(at)))
    return end.state === 'waiting' ? new Date(end.dueMs).toISOString().slice(0, 16) : end.state
  }
  // Clocks in Jerusalem go back on 25 October 2026, from summer time (+3) to +2.
  t.equal(due({ for: { days: 1 } }, '2026-10-24T09:00Z'), '2026-10-25T10:00', 'the same time on the clock')
  t.equal(due({ for: { hours: 24 } }, '2026-10-24T09:00Z'), '2026-10-25T09:00', 'so many hours')
  t.equal(due({ until: '09:00' }, '2026-11-21T06:59Z'), '2026-11-21T07:00')
  t.equal(due({ until: '09:00' }, '2026-11-21T07:00Z'), '2026-11-22T07:00', 'not now, but the next time')
  t.equal(
    due({ for: { months: 1 }, until: '11:00' }, '2026-01-31T18:00Z'),
    '2026-03-01T09:00',
    'a month on it is past eleven',
  )
})

test('quiet hours hold a message back, or leave it out; what is essential is sent', async t => {
  const say = (more: object = {}) =>
    [{ id: 's', type: 'send', content: { type: 'text', body: 'Hi' }, ...more }] as Step[]
  const quietHours = { from: '20:00', to: '08:00', timeZone: 'contact', rule: 'wait' }
  const taken = (steps: Step[], quiet: object) => takeSteps(automationOf(steps, { quietHours: quiet }), facts())
  t.match(taken(say(), quietHours), {
    steps: [{ state: 'deferred', reason: 'quiet_hours', output: { until: '2026-11-22T06:00:00.000Z' } }],
    end: { state: 'waiting', dueMs: Date.parse('2026-11-22T06:00Z'), next: 's' },
  })
  t.match(taken(say(), { ...quietHours, rule: 'skip' }), {
    steps: [{ state: 'skipped', reason: 'quiet_hours' }],
    end: { state: 'completed' },
  })
  t.match(taken(say({ essential: true }), quietHours), {
    steps: [{ effect: { kind: 'send' } }],
    end: { state: 'completed' },
  })
})

test('while a person answers nothing is said, unless a step says so; what is essential is no exception', async t => {
  const say = (more: object = {}) =>
    [
      { id: 's', type: 'send', content: { type: 'text', body: 'Hi' }, ...more },
      { id: 'l', type: 'log', text: 'x' },
    ] as Step[]
  const taken = (steps: Step[]) => takeSteps(automationOf(steps), facts({ handedOver: true }))
  const left = { state: 'skipped', reason: 'handed_over', input: { content: { body: 'Hi' } }, effect: undefined }
  t.match(taken(say()).steps, [left, { state: 'done' }])
  t.match(taken(say({ essential: true })).steps[0], left)
  t.match(taken(say({ whileHandedOver: true })).steps[0], { effect: { kind: 'send', whileHandedOver: true } })
  const template = { type: 'send_template', template: { type: 'template', name: 'a', language: 'en' } }
  t.match(taken([{ id: 't', ...template } as Step]).steps, [{ state: 'skipped', reason: 'handed_over' }])
  const asked = [{ id: 'h', type: 'hand_over', reason: 'x' }, ...say()] as Step[]
  t.match(takeSteps(automationOf(asked), facts()).steps, [{}, { state: 'skipped', reason: 'handed_over' }, {}])
})

test('a jump back that a check would have refused ends all the same', async t => {
  const steps: Step[] = [
    { id: 'a', type: 'log', text: 'x' },
    { id: 'b', type: 'go_to', step: 'a' },
  ]
  t.match(takeSteps(automationOf(steps), facts()).end, { state: 'failed', reason: 'endless' })
})

test('free text that has to wait for the contact is not saved up: it expires after a day', async t => {
  const template = { type: 'template', name: 'hello', language: 'en' }
  const free = { type: 'send', content: { type: 'text', body: 'Hello' } }
  const { steps } = takeSteps(
    automationOf([
      { ...free, id: 'free' },
      { ...free, id: 'soon', expiresAfterMinutes: 5 },
      { ...free, id: 'bound', template },
      { id: 'template', type: 'send_template', template },
    ] as Step[]),
    facts(),
  )
  const { nowMs } = facts()
  t.strictSame(
    steps.map(({ effect }) => effect?.kind === 'send' && effect.expiresAtMs),
    [nowMs + 86_400_000, nowMs + 300_000, undefined, undefined],
  )
})
