import { branchOf, isVip, many, note, type Refusal, say } from './samples.ts'

/** Automations that are too large in all. */
export const refusedSizes: readonly Refusal[] = [
  [
    'too many conditions together',
    { steps: [1, 2, 3].map(number => branchOf(number, many(180))) },
    'steps[2].cases[0].when',
    'too_complex',
    /Up to here the conditions have 543 comparisons; all together may have 500/,
  ],
  [
    'too many values together',
    {
      steps: Array.from({ length: 11 }, (_, index) =>
        branchOf(index, {
          field: 'contact.name',
          op: 'one_of',
          value: Array.from({ length: 200 }, (_, n) => `${index}-${n}`),
        }),
      ),
    },
    'steps[10].cases[0].when',
    'too_complex',
    /2200 values/,
  ],
  [
    'too many steps together',
    {
      steps: [1, 2, 3].map(number =>
        branchOf(
          number,
          isVip,
          Array.from({ length: 80 }, (_, n) => note(`n${number}-${n}`)),
        ),
      ),
    },
    'steps',
    'too_many_steps',
    /243 steps; the limit is 200/,
  ],
  [
    'branches within branches within branches',
    {
      steps: Array.from({ length: 11 }).reduce<object[]>(
        (inner, _, depth) => [branchOf(depth, isVip, inner)],
        [note('deep')],
      ),
    },
    `steps[0]${'.cases[0].steps[0]'.repeat(10)}.cases[0].steps`,
    'too_complex',
    /within 11 branches; the limit is 10/,
  ],
  [
    'expressions that are too large together',
    {
      trigger: {
        type: 'keyword',
        keywords: Array.from({ length: 12 }, (_, n) => ({ text: `x${n}(a{50}){20}`, match: 'regex' })),
      },
    },
    'trigger.keywords[9].text',
    'too_complex',
    /too large together/,
  ],
  [
    'a whole library in one',
    { steps: Array.from({ length: 100 }, (_, n) => say(`s${n}`, 'x'.repeat(6000))) },
    '',
    'too_complex',
    /limit is 524288/,
  ],
]
