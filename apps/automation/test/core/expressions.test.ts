import assert from 'node:assert/strict'
import { type Expression, explain, fields, holds, readAutomation } from '@astria-bot/automation/core'
import fc from 'fast-check'
import { test } from 'tap'
import { contactOf, factsOf } from './facts-of.ts'

/** A few comparisons whose worth depends on the contact. */
const comparison: fc.Arbitrary<Expression> = fc.oneof(
  fc.record({
    field: fc.constant('contact.language'),
    op: fc.constantFrom('equals' as const, 'not_equals' as const),
    value: fc.constantFrom('en', 'he'),
  }),
  fc.record({
    field: fc.constant('contact.attributes.visits'),
    op: fc.constantFrom(
      'less_than' as const,
      'at_most' as const,
      'more_than' as const,
      'at_least' as const,
      'equals' as const,
    ),
    value: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    field: fc.constant('contact.tags'),
    op: fc.constantFrom('has' as const, 'has_not' as const),
    value: fc.constantFrom('a', 'b'),
  }),
  fc.record({ field: fc.constant('contact.name'), op: fc.constantFrom('is_set' as const, 'is_empty' as const) }),
  fc.record({
    field: fc.constant('contact.name'),
    op: fc.constantFrom('one_of' as const, 'none_of' as const),
    value: fc.constant<string[]>(['Dana', 'דנה']),
  }),
)
const { tree } = fc.letrec<{ tree: Expression }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
}))
const someFacts = fc
  .record({
    language: fc.constantFrom('en' as const, 'he' as const),
    name: fc.constantFrom('Dana', 'DANA', 'Noa', undefined),
    tags: fc.subarray(['a', 'b']),
    visits: fc.constantFrom(0, 1, 2, 3, null),
  })
  .map(({ language, name, tags, visits }) =>
    factsOf({
      contact: contactOf({ language, tags, attributes: { visits }, ...(name === undefined ? {} : { name }) }),
    }),
  )
const withConditions = (conditions: Expression) => ({
  name: 'x',
  trigger: { type: 'manual' },
  conditions,
  steps: [{ id: 'log', type: 'log', text: 'x' }],
})

test('all, any and not keep the laws of logic, whatever is compared', async () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 4 }), someFacts, (parts, facts) => {
      const values = parts.map(part => holds(part, facts))
      assert.equal(holds({ all: parts }, facts), values.every(Boolean))
      assert.equal(holds({ any: parts }, facts), values.some(Boolean))
      assert.equal(
        holds({ not: { all: parts } }, facts),
        holds({ any: parts.map(not => ({ not })) }, facts),
        'De Morgan',
      )
    }),
    { numRuns: 500 },
  )
})

test('an opposite is exactly the opposite, with and without a value', async () => {
  const pairs = [
    ['equals', 'not_equals', 'Dana'],
    ['one_of', 'none_of', ['Dana', 'Noa']],
    ['contains', 'not_contains', 'an'],
    ['is_set', 'is_empty', undefined],
  ] as const
  fc.assert(
    fc.property(
      fc.constantFrom(...pairs),
      fc.constantFrom('contact.name', 'contact.attributes.visits'),
      someFacts,
      (pair, field, facts) => {
        const [op, opposite, given] = pair
        const value = given as string | undefined
        assert.equal(holds({ field, op, value }, facts), !holds({ field, op: opposite, value }, facts))
      },
    ),
  )
})

test('what is refused as never true is never true, and every tree is read, checked and explained', async t => {
  let refused = 0
  fc.assert(
    fc.property(tree, fc.array(someFacts, { minLength: 15, maxLength: 15 }), (expression, many) => {
      assert.ok(explain(expression).length > 0)
      const reading = readAutomation(withConditions(expression))
      if (reading.ok) return
      assert.ok(
        reading.problems.every(({ code }) => code === 'never_true'),
        JSON.stringify(reading.problems),
      )
      refused += 1
      for (const facts of many) assert.equal(holds(expression, facts), false, JSON.stringify(expression))
    }),
    { numRuns: 1500 },
  )
  t.ok(refused > 100, `${refused} refused`)
})

/** All contacts of a small world, in which many conditions can be tried on everybody. */
const everybody = ['en', 'he'].flatMap(language =>
  [undefined, '', 'a', 'Á', 'ab', '!'].flatMap(name =>
    [undefined, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4].flatMap(visits =>
      [[], ['a'], ['b'], ['a', 'b']].flatMap(tags =>
        [undefined, '2026-11-20T18:00:00Z', '2026-11-24T18:00:00Z'].map(renewal =>
          factsOf({
            contact: contactOf({
              language: language as 'en',
              tags,
              optedOut: tags.length === 1,
              attributes: { visits: visits ?? null, renewal: renewal ?? null },
              ...(name === undefined ? {} : { name }),
            }),
          }),
        ),
      ),
    ),
  ),
)
const one = (field: string, ops: readonly string[], value: fc.Arbitrary<unknown>) =>
  fc.record({ field: fc.constant(field), op: fc.constantFrom(...ops), value }) as fc.Arbitrary<Expression>
const bare = (field: string) =>
  fc.record({ field: fc.constant(field), op: fc.constantFrom('is_set', 'is_empty') }) as fc.Arbitrary<Expression>
const words = fc.constantFrom('a', 'A', 'ab', 'b', '!')
const someTags = fc.subarray(['a', 'b'], { minLength: 1 })
const visits = fc.constantFrom(0, 1, 2, 3)
const onVisits = fc.oneof(
  one('contact.attributes.visits', ['less_than', 'at_most', 'more_than', 'at_least', 'equals', 'not_equals'], visits),
  one(
    'contact.attributes.visits',
    ['between'],
    fc.tuple(visits, visits).map(pair => pair.sort((x, y) => x - y)),
  ),
)
const onLanguage = fc.oneof(
  one('contact.language', ['equals', 'not_equals'], fc.constantFrom('en', 'he')),
  one('contact.language', ['one_of', 'none_of'], fc.subarray(['en', 'he'], { minLength: 1 })),
)
const onTags = fc.oneof(
  one('contact.tags', ['has', 'has_not'], fc.constantFrom('a', 'b')),
  one('contact.tags', ['has_any_of', 'has_all_of', 'has_none_of'], someTags),
)
const onFlag = one('contact.optedIn', ['equals', 'not_equals'], fc.boolean())
const anything = fc.oneof(
  onVisits,
  onLanguage,
  onTags,
  onFlag,
  one('contact.name', ['equals', 'not_equals', 'contains', 'not_contains', 'starts_with'], words),
  one('contact.name', ['one_of', 'none_of'], fc.uniqueArray(words, { minLength: 1 })),
  bare('contact.name'),
  bare('contact.tags'),
  bare('contact.attributes.visits'),
  one(
    'contact.attributes.renewal',
    ['within_last', 'longer_ago_than', 'within_next'],
    fc.constantFrom({ days: 1 }, { days: 2 }, { hours: 30 }),
  ),
)
const { trees } = fc.letrec<{ trees: Expression }>(tie => ({
  trees: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: anything },
    { weight: 3, arbitrary: fc.record({ all: fc.array(tie('trees'), { minLength: 1, maxLength: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ any: fc.array(tie('trees'), { minLength: 1, maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ not: tie('trees') }) },
  ),
}))
/** Those who differ in their first fields alone: enough for conditions on one field. */
const few = everybody.filter(({ contact }) => contact.name === undefined && contact.attributes['renewal'] === null)
const fitsSomebody = (expression: Expression, world = everybody) => world.some(facts => holds(expression, facts))
const isRefused = (expression: Expression) => !readAutomation(withConditions(expression)).ok

test('what anybody could fit is never refused', async t => {
  let refused = 0
  fc.assert(
    fc.property(trees, expression => {
      if (!isRefused(expression)) return
      refused += 1
      assert.ok(!fitsSomebody(expression), JSON.stringify(expression))
    }),
    { numRuns: 1200 },
  )
  t.ok(refused > 60, `${refused} refused`)
})

test('of one field whose values or ranges can be told, everything that nobody can fit is refused', async t => {
  for (const [name, field] of Object.entries({ onLanguage, onTags, onFlag, onVisits })) {
    let refused = 0
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), all => {
        // Between two of these numbers there is always another one in the small world; of several that are not wanted too.
        const asked = all.filter(part => !('op' in part) || part.op !== 'not_equals' || name !== 'onVisits')
        if (asked.length === 0) return
        const fits = fitsSomebody({ all: asked }, few)
        if (!fits) refused += 1
        assert.equal(isRefused({ all: asked }), !fits, JSON.stringify(asked))
      }),
      { numRuns: 500 },
    )
    t.ok(refused > 20, `${name}: ${refused} refused`)
  }
})

test('every field is read from facts, and its certainty is true', async t => {
  const poor = factsOf({ contact: contactOf({ name: undefined as never }) })
  for (const [path, field] of Object.entries(fields)) {
    if (field.with) continue
    const value = field.read(poor)
    if (field.certain) t.not(value, undefined, `${path} is certain`)
    else t.equal(value, undefined, `${path} is not there, and nobody promised it`)
  }
})

const order = {
  orderId: 'o1',
  state: 'awaiting_payment' as const,
  tier: 'lite',
  packTitle: 'Vikings',
  amountMinor: 4900,
  currency: 'ILS',
  placedAtMs: Date.parse('2026-11-21T15:00:00Z'),
}

test('comparisons by type', async t => {
  const facts = factsOf({
    contact: contactOf({
      name: 'Dana Lévy',
      birthday: '1990-02-28',
      tags: ['vip'],
      attributes: { renewal: '2026-11-24', visits: 3 },
      lastInboundAt: '2026-11-20T17:59:00Z',
    }),
    orders: [order],
    models: [{ tuneId: '1', className: 'man', trainedAtMs: 0, expiresAtMs: Date.parse('2026-11-24T18:00:00Z') }],
    occasion: { type: 'manual', atMs: 0, key: '1', input: { coupon: 'X' } },
  })
  const cases: [Expression, boolean][] = [
    [{ field: 'contact.name', op: 'equals', value: 'dana levy' }, true],
    [{ field: 'contact.name', op: 'starts_with', value: 'DANA' }, true],
    [{ field: 'contact.name', op: 'contains', value: 'vy' }, true],
    [{ field: 'contact.windowOpen', op: 'equals', value: true }, false],
    [{ field: 'contact.optedIn', op: 'equals', value: true }, true],
    [{ field: 'contact.attributes.visits', op: 'between', value: [3, 5] }, true],
    [{ field: 'contact.attributes.visits', op: 'between', value: [4, 5] }, false],
    [{ field: 'contact.attributes.visits', op: 'at_most', value: 3 }, true],
    [{ field: 'contact.attributes.visits', op: 'less_than', value: 3 }, false],
    [{ field: 'contact.attributes.visits', op: 'at_least', value: 3 }, true],
    [{ field: 'contact.attributes.visits', op: 'more_than', value: 3 }, false],
    [{ field: 'contact.attributes.renewal', op: 'within_next', value: { days: 3 } }, true],
    [{ field: 'contact.attributes.renewal', op: 'within_next', value: { days: 2 } }, false],
    [{ field: 'contact.attributes.renewal', op: 'before', value: '2026-11-25' }, true],
    [{ field: 'contact.createdAt', op: 'longer_ago_than', value: { weeks: 2 } }, true],
    [{ field: 'contact.createdAt', op: 'within_last', value: { weeks: 2 } }, false],
    [{ field: 'contact.tags', op: 'has_all_of', value: ['vip'] }, true],
    [{ field: 'contact.tags', op: 'has_any_of', value: ['x', 'y'] }, false],
    [{ field: 'orders.unpaid', op: 'at_least', value: 1 }, true],
    [{ field: 'orders.last.placedAt', op: 'within_last', value: { hours: 3 } }, false],
    [{ field: 'orders.last.placedAt', op: 'within_last', value: { hours: 3, minutes: 1 } }, true],
    [{ field: 'model.expiresAt', op: 'within_next', value: { days: 3 } }, true],
    [{ field: 'input.coupon', op: 'equals', value: 'x' }, true],
    // 20:00 on a Saturday in Jerusalem.
    [{ field: 'time.weekday', op: 'one_of', value: ['saturday'] }, true],
    [{ field: 'time.clock', op: 'between', value: ['20:00', '20:01'] }, true],
    [{ field: 'time.clock', op: 'between', value: ['18:00', '20:00'] }, false],
    [{ field: 'time.clock', op: 'between', value: ['19:00', '08:00'] }, true],
    [{ field: 'time.date', op: 'equals', value: '2026-11-21' }, true],
    [{ field: 'time.date', op: 'after', value: '2026-11-21' }, false],
  ]
  for (const [expression, expected] of cases) t.equal(holds(expression, facts), expected, explain(expression))
})

test('conditions in words', async t => {
  const words = explain({
    all: [
      { field: 'contact.language', op: 'equals', value: 'he' },
      { not: { field: 'contact.tags', op: 'has', value: 'vip' } },
      {
        any: [
          { field: 'contact.optedIn', op: 'equals', value: true },
          { field: 'model.expiresAt', op: 'within_next', value: { days: 3 } },
        ],
      },
    ],
  })
  t.equal(
    words,
    `the contact's language is "he" and not (the contact's tags include "vip") and (the contact wants our messages or the end of the contact's model is in the next 3 days)`,
  )
})

test('what does not fit is refused at its place', async t => {
  const refusals: [Expression | object, string, RegExp][] = [
    [{ field: 'contact.shoe', op: 'is_set' }, 'conditions.field', /does not exist/],
    [{ field: '__proto__', op: 'is_set' }, 'conditions.field', /does not exist/],
    [{ field: 'message.text', op: 'is_set' }, 'conditions.field', /no value in an automation started by manual/],
    [{ field: 'contact.tags', op: 'equals', value: 'x' }, 'conditions.op', /cannot be compared by equals/],
    [{ field: 'contact.language', op: 'equals', value: 'fr' }, 'conditions.value', /none of its values/],
    [{ field: 'contact.optedIn', op: 'equals', value: 'yes' }, 'conditions.value', /true or false/],
    [{ field: 'orders.count', op: 'more_than', value: 'two' }, 'conditions.value', /a number/],
    [{ field: 'orders.count', op: 'between', value: [3] }, 'conditions.value', /two values/],
    [{ field: 'orders.count', op: 'between', value: [3, 1] }, 'conditions.value', /ends before it begins/],
    [{ field: 'contact.name', op: 'one_of', value: [] }, 'conditions.value', /at least one/],
    [{ field: 'contact.name', op: 'is_set', value: 1 }, 'conditions.value', /takes no value/],
    [{ field: 'contact.createdAt', op: 'within_last', value: 3 }, 'conditions.value', /length of time/],
    [{ field: 'contact.createdAt', op: 'before', value: 'soon' }, 'conditions.value', /is a date/],
    [{ field: 'time.clock', op: 'after', value: '25:00' }, 'conditions.value', /time of the day/],
    [{ all: [{ any: [{ field: 'contact.name', op: 'smells' }] }] }, 'conditions.all[0].any[0].op', /Invalid option/],
    [{ all: [{ not: { field: 'contact.name', op: 'equals' } }] }, 'conditions.all[0].not.value', /takes one value/],
    [
      Array.from({ length: 11 }).reduce<Expression>(not => ({ not }), { field: 'contact.name', op: 'is_set' }),
      'conditions',
      /too large/,
    ],
  ]
  for (const [conditions, path, sentence] of refusals) {
    const reading = readAutomation(withConditions(conditions as Expression))
    t.match(
      reading.ok ? undefined : reading.problems[0],
      { path, message: sentence },
      JSON.stringify(conditions).slice(0, 80),
    )
  }
  const four = Array.from({ length: 4 }, () => ({ field: 'contact.name', op: 'smells' }))
  const several = readAutomation(withConditions({ all: [{ not: { any: four } }] } as never))
  t.strictSame(
    several.ok || several.problems.map(({ path }) => path),
    four.map((_, index) => `conditions.all[0].not.any[${index}].op`),
    'each of several mistakes at its own place',
  )
  const possible = readAutomation(
    withConditions({
      all: [
        { field: 'orders.count', op: 'at_least', value: 3 },
        { field: 'orders.count', op: 'at_most', value: 3 },
      ],
    }),
  )
  t.ok(possible.ok, 'at least three and at most three is three')
  const bomb = `${'{"not":'.repeat(20_000)}{"field":"contact.name","op":"is_set"}${'}'.repeat(20_000)}`
  const reading = readAutomation(withConditions(JSON.parse(bomb) as Expression))
  t.match(reading.ok ? undefined : reading.problems, [{ code: 'too_complex' }], 'and nesting that would end the stack')
})
