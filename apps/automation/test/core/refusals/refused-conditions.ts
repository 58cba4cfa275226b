import { note, type Refusal } from './samples.ts'

/** Conditions and cases that never hold. */
export const refusedConditions: readonly Refusal[] = [
  [
    "a conversation's state that is none",
    { conditions: { field: 'contact.state', op: 'equals', value: 'new' } },
    'conditions.value',
    'wrong_value',
    /"new" is none of its values: NEW, PICTURES_LOADED/,
  ],
  [
    'a condition on a number that is not ours',
    { conditions: { not: { field: 'contact.channel', op: 'one_of', value: ['10654', '7'] } } },
    'conditions.not.value[1]',
    'unknown_channel',
    /There are 10654, 20654\./,
    { channels: ['10654', '20654'] },
  ],
  [
    'a keyword that it does not wait for',
    {
      trigger: { type: 'keyword', keywords: [{ text: 'Price', match: 'exact' }] },
      conditions: { field: 'message.keyword', op: 'equals', value: 'prize' },
    },
    'conditions.value',
    'wrong_value',
    /none of its values: Price/,
  ],
  [
    'a type of message that it does not wait for',
    {
      trigger: { type: 'message', kinds: ['image'] },
      conditions: { field: 'message.kind', op: 'equals', value: 'text' },
    },
    'conditions.value',
    'wrong_value',
    /none of its values: image/,
  ],
  [
    'a zone that nobody is in',
    { conditions: { field: 'contact.timeZone', op: 'one_of', value: ['Asia/Haifa'] } },
    'conditions.value[0]',
    'wrong_value',
    /no such time zone/,
  ],
  [
    'a field that is misspelt',
    { conditions: { field: 'contact.langauge', op: 'equals', value: 'en' } },
    'conditions.field',
    'unknown_field',
    /does not exist\. Did you mean contact\.language\?/,
  ],
  [
    'a condition that the trigger shuts out',
    {
      trigger: { type: 'keyword', keywords: [{ text: 'hi', match: 'exact', language: 'en' }] },
      conditions: { field: 'contact.language', op: 'equals', value: 'he' },
    },
    'conditions',
    'never_true',
    /Together with the trigger/,
  ],
  [
    'a case that another takes',
    {
      steps: [
        {
          id: 'fork',
          type: 'branch',
          cases: [
            { when: { field: 'contact.tags', op: 'has', value: 'vip' }, steps: [note('a')] },
            {
              when: {
                all: [
                  { field: 'contact.name', op: 'is_set' },
                  { field: 'contact.tags', op: 'has', value: 'vip' },
                ],
              },
              steps: [note('b')],
            },
          ],
        },
      ],
    },
    'steps[0].cases[1]',
    'unreachable',
    /taken by a case before it/,
  ],
  [
    'a case that cannot be',
    { steps: [{ id: 'fork', type: 'branch', cases: [{ when: { any: [] }, steps: [note('x')] }] }] },
    'steps[0].cases[0].when.any',
    'never_true',
    /any of nothing/,
  ],
]
