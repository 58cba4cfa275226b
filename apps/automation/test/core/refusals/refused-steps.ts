import { note, otherId, type Refusal, say, selfId, start, stored, template, thirdId } from './samples.ts'

/** Steps that cannot be taken, or lead nowhere. */
export const refusedSteps: readonly Refusal[] = [
  ['no step', { steps: [] }, 'steps', 'too_small', /without a step/],
  ['no time at all', { steps: [{ id: 'w', type: 'wait', for: {} }] }, 'steps[0].for', 'custom', /at least one minute/],
  [
    'longer than a year',
    { steps: [{ id: 'w', type: 'wait', for: { months: 13, days: 30 } }] },
    'steps[0].for',
    'custom',
    /too long/,
  ],
  [
    'a variable without a value',
    { steps: [say('hello', 'Hi {{contact.name}}')] },
    'steps[0].content.body',
    'variable_without_value',
    /fallback/,
  ],
  [
    'a variable of another trigger',
    { steps: [say('hello', '{{message.text|x}}')] },
    'steps[0].content.body',
    'unknown_variable',
    /new_contact/,
  ],
  [
    'an open variable',
    { steps: [say('hello', 'Hi {{contact.name|x}')] },
    'steps[0].content.body',
    'unclosed_variable',
    /braces/,
  ],
  [
    'a message that is none',
    { steps: [{ id: 'x', type: 'send', content: { type: 'text' } }] },
    'steps[0].content.body',
    'wrong_content',
    /./,
  ],
  [
    'a template in disguise',
    { steps: [{ id: 'x', type: 'send', content: template().template }] },
    'steps[0].content.type',
    'wrong_content',
    /send_template/,
  ],
  ['a change of nothing', { steps: [{ id: 'x', type: 'update_contact' }] }, 'steps[0]', 'custom', /changes nothing/],
  [
    'a change to no zone',
    { steps: [{ id: 'x', type: 'update_contact', timeZone: 'Mars' }] },
    'steps[0].timeZone',
    'wrong_zone',
    /no such time zone/,
  ],
  [
    'a webhook by mail',
    { steps: [{ id: 'x', type: 'webhook', url: 'mailto:x@example.com' }] },
    'steps[0].url',
    'invalid_format',
    /http/,
  ],
  [
    'a variable that is misspelt',
    { steps: [say('hello', 'Hi {{contact.nme|x}}')] },
    'steps[0].content.body',
    'unknown_variable',
    /does not exist\. Did you mean contact\.name\?/,
  ],
  [
    'a way out that nobody takes',
    {
      steps: [
        {
          id: 'fork',
          type: 'branch',
          cases: [
            { when: { field: 'contact.language', op: 'equals', value: 'he' }, steps: [note('a')] },
            { when: { field: 'contact.language', op: 'equals', value: 'en' }, steps: [note('b')] },
          ],
          otherwise: [note('c')],
        },
      ],
    },
    'steps[0].otherwise',
    'unreachable',
    /one of the cases always holds/,
  ],
  ['the same id twice', { steps: [say('a'), say('a')] }, 'steps[1].id', 'same_id', /steps\[0\] is also named/],
  [
    'a jump to nowhere',
    { steps: [{ id: 'jump', type: 'go_to', step: 'nowhere' }] },
    'steps[0].step',
    'unknown_step',
    /no step "nowhere"/,
  ],
  [
    'a jump backwards',
    { steps: [say('a'), { id: 'jump', type: 'go_to', step: 'a' }] },
    'steps[1].step',
    'loop',
    /for ever/,
  ],
  [
    'a step behind the end',
    { steps: [{ id: 'end', type: 'stop' }, say('never')] },
    'steps[1]',
    'unreachable',
    /"never" is never reached/,
  ],
  [
    'a step behind two ends',
    {
      steps: [
        {
          id: 'fork',
          type: 'branch',
          cases: [{ when: { field: 'contact.name', op: 'is_set' }, steps: [{ id: 'end', type: 'stop' }] }],
          otherwise: [{ id: 'end-2', type: 'stop' }],
        },
        say('never'),
      ],
    },
    'steps[1]',
    'unreachable',
    /never reached/,
  ],
  ['itself', { trigger: { type: 'manual' }, steps: [start(selfId)] }, 'steps[0]', 'loop', /starts "Self", and so on/],
  ['nobody', { steps: [start(otherId)] }, 'steps[0].automation', 'unknown_automation', /no such automation/],
  [
    'one with a trigger of its own',
    { steps: [start(otherId)] },
    'steps[0].automation',
    'wrong_automation',
    /only manual/,
    { automations: [stored(otherId, {})] },
  ],
  [
    'one that starts it again by a tag',
    { trigger: { type: 'contact_changed', tagAdded: 'vip' }, steps: [note('x'), start(otherId)] },
    'steps[1]',
    'loop',
    new RegExp(`starts "${otherId}", then "${thirdId}", then "Self"`),
    {
      automations: [
        stored(otherId, {
          trigger: { type: 'manual' },
          steps: [{ id: 'x', type: 'update_contact', attributes: { city: 'x' } }],
        }),
        stored(thirdId, {
          trigger: { type: 'contact_changed', attribute: 'city' },
          steps: [{ id: 'x', type: 'update_contact', addTags: ['vip'] }],
        }),
      ],
    },
  ],
  [
    'one that answers a failure by failing',
    { trigger: { type: 'system_event', event: 'message_failed' }, steps: [start(otherId)] },
    'steps[0]',
    'loop',
    /for ever/,
    { automations: [stored(otherId, { trigger: { type: 'manual' } })] },
  ],
]
