import { Automation, type Known, readAutomation } from '@astria-bot/automation/core'
import type { TemplateNeeds } from '@astria-bot/contracts'
import { test } from 'tap'

const say = (id: string, body = 'Hi') => ({ id, type: 'send', content: { type: 'text', body } })
const note = (id: string) => ({ id, type: 'log', text: 'x' })
const automation = (more: object = {}) => ({
  name: 'Self',
  trigger: { type: 'new_contact' },
  steps: [say('hello')],
  ...more,
})
const stored = (automationId: string, more: object) => ({
  automationId,
  definition: Automation.parse(automation({ name: automationId, ...more })),
})
const ids = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
  '00000000-0000-4000-8000-000000000003',
] as const
const [selfId, otherId, thirdId] = ids
const start = (automation: string) => ({ id: 'start', type: 'start', automation })

const needs = (more: Partial<TemplateNeeds>): TemplateNeeds => ({
  buttons: [],
  cards: [],
  limitedTimeOffer: false,
  ...more,
})
const gift = needs({
  header: { format: 'text', variables: ['1'] },
  buttons: [
    { type: 'quick_reply', text: 'Stop', needsValue: false },
    { type: 'url', text: 'See', needsValue: true },
    { type: 'copy_code', text: 'Copy', needsValue: true },
    { type: 'url', text: 'Home', needsValue: false },
  ],
})
const { limitedTimeOffer: _offer, cards: _cards, ...giftCard } = gift

const known: Known = {
  nowMs: Date.parse('2026-11-21T18:00:00Z'),
  automationId: selfId,
  templates: [
    { name: 'greeting', language: 'en_US', approved: true, needs: needs({ body: { variables: ['first_name'] } }) },
    { name: 'paused', language: 'en_US', approved: false, needs: needs({}) },
    { name: 'gift', language: 'en_US', approved: true, needs: gift },
    { name: 'sale', language: 'en_US', approved: true, needs: needs({ cards: [giftCard], limitedTimeOffer: true }) },
  ],
  automations: [],
}
const template = (more: object = {}) => ({
  id: 'tell',
  type: 'send_template',
  template: {
    type: 'template',
    name: 'greeting',
    language: 'en_US',
    body: [{ name: 'first_name', text: 'Dana' }],
    ...more,
  },
})

const giftHeader = { type: 'text', parameter: { text: 'Dana' } }
const giftButtons = [
  { index: 1, type: 'url', value: 'x' },
  { index: 2, type: 'copy_code', value: 'SAVE' },
]
/** The template with a header and buttons, as it can be sent, and changed. */
const giftOf = (more: object) => ({
  steps: [template({ name: 'gift', body: undefined, header: giftHeader, buttons: giftButtons, ...more })],
})

const isVip = { field: 'contact.tags', op: 'has', value: 'vip' }
const many = (count: number) => ({
  any: Array.from({ length: count }, (_, n) => ({ field: 'contact.name', op: 'equals', value: `${n}` })),
})
const branchOf = (number: number, when: object, steps: object[] = [note(`in-${number}`)]) => ({
  id: `branch-${number}`,
  type: 'branch',
  cases: [{ when, steps }],
})

/** What cannot work: the automation, the place of the mistake, its code, and what the sentence says. */
const refusals: [string, object, string, string, RegExp, Known?][] = [
  ['no name', { name: ' ' }, 'name', 'too_small', /./],
  ['no step', { steps: [] }, 'steps', 'too_small', /without a step/],
  ['an unknown word', { trigger: { type: 'full_moon' } }, 'trigger.type', 'invalid_union', /./],
  ['a stranger field', { colour: 'red' }, '', 'unrecognized_keys', /colour/],
  ['an unknown zone', { timeZone: 'Asia/Haifa' }, 'timeZone', 'custom', /no such time zone/],
  [
    'an unknown zone of a schedule',
    { trigger: { type: 'schedule', cron: '@daily', timeZone: 'Mars' } },
    'trigger.timeZone',
    'custom',
    /no such time zone/,
  ],
  [
    'an impossible cron',
    { trigger: { type: 'schedule', cron: '0 0 31 2 *', timeZone: 'UTC' } },
    'trigger.cron',
    'custom',
    /never fires/,
  ],
  [
    'a broken cron',
    { trigger: { type: 'schedule', cron: '0 25 * * *', timeZone: 'UTC' } },
    'trigger.cron',
    'custom',
    /hour 25/,
  ],
  [
    'a time that is over',
    { trigger: { type: 'once', at: '2026-11-21T20:00', timeZone: 'Asia/Jerusalem' } },
    'trigger.at',
    'in_the_past',
    /is over/,
  ],
  [
    'no such day',
    { trigger: { type: 'once', at: '2027-02-29T09:00', timeZone: 'UTC' } },
    'trigger.at',
    'custom',
    /no such time/,
  ],
  [
    'a time of no day',
    { trigger: { type: 'birthday', at: '24:00', leapDay: 'march_1' } },
    'trigger.at',
    'custom',
    /09:30/,
  ],
  [
    'an empty audience',
    { trigger: { type: 'schedule', cron: '@daily', timeZone: 'UTC' } },
    'trigger.audience',
    'empty_audience',
    /nobody/,
    { audienceSize: 0 },
  ],
  [
    'an audience that excludes itself',
    {
      trigger: {
        type: 'schedule',
        cron: '@daily',
        timeZone: 'UTC',
        audience: {
          all: [
            { field: 'contact.language', op: 'equals', value: 'he' },
            { field: 'contact.language', op: 'one_of', value: ['en'] },
          ],
        },
      },
    },
    'trigger.audience.all[1]',
    'never_true',
    /never be true/,
  ],
  [
    'before an event',
    { trigger: { type: 'relative', to: { event: 'order_paid' }, offset: { hours: 1 }, direction: 'before' } },
    'trigger.direction',
    'before_event',
    /before it happens/,
  ],
  [
    'a date that is none',
    { trigger: { type: 'relative', to: { field: 'contact.name' }, offset: { days: 1 }, direction: 'after' } },
    'trigger.to.field',
    'wrong_field',
    /no date/,
  ],
  [
    'a birthday by offset',
    { trigger: { type: 'relative', to: { field: 'contact.birthday' }, offset: { days: 1 }, direction: 'before' } },
    'trigger.to.field',
    'wrong_field',
    /trigger of their own/,
  ],
  ['no time at all', { steps: [{ id: 'w', type: 'wait', for: {} }] }, 'steps[0].for', 'custom', /at least one minute/],
  [
    'longer than a year',
    { steps: [{ id: 'w', type: 'wait', for: { months: 13, days: 30 } }] },
    'steps[0].for',
    'custom',
    /too long/,
  ],
  [
    'an unknown template',
    { steps: [template({ name: 'greetin' })] },
    'steps[0].template.name',
    'unknown_template',
    /no template "greetin"\. Did you mean greeting\?/,
  ],
  [
    'a paused template',
    { steps: [template({ name: 'paused', body: [] })] },
    'steps[0].template.name',
    'template_not_approved',
    /not approved/,
  ],
  [
    "a template's missing value",
    { steps: [template({ body: [] })] },
    'steps[0].template.body',
    'variable_without_value',
    /first_name/,
  ],
  [
    "a template's stranger",
    {
      steps: [
        template({
          body: [
            { name: 'first_name', text: 'x' },
            { name: 'last', text: 'x' },
          ],
        }),
      ],
    },
    'steps[0].template.body[1]',
    'unknown_variable',
    /last/,
  ],
  [
    'a header without a value',
    giftOf({ header: undefined }),
    'steps[0].template.header',
    'variable_without_value',
    /\{\{1\}\} of the template's header gets no value/,
  ],
  [
    'a header of another kind',
    giftOf({ header: { type: 'image', file: { fileKey: 'k', mimeType: 'image/jpeg' } } }),
    'steps[0].template.header.type',
    'wrong_header',
    /of the type text, not image/,
  ],
  [
    'a header that takes nothing',
    { steps: [template({ header: giftHeader })] },
    'steps[0].template.header',
    'unknown_variable',
    /takes no value/,
  ],
  [
    'an address without its variable',
    giftOf({ buttons: [giftButtons[1]] }),
    'steps[0].template.buttons',
    'variable_without_value',
    /button 1 "See" \(url\) gets no value/,
  ],
  [
    'a code to copy that is none',
    giftOf({ buttons: [giftButtons[0]] }),
    'steps[0].template.buttons',
    'variable_without_value',
    /button 2 "Copy" \(copy_code\) gets no value/,
  ],
  [
    'a button that does not exist',
    giftOf({ buttons: [...giftButtons, { index: 7, type: 'url', value: 'x' }] }),
    'steps[0].template.buttons[2].index',
    'unknown_variable',
    /4 buttons, counted from 0; none is number 7/,
  ],
  [
    'a button of another kind',
    giftOf({ buttons: [...giftButtons, { index: 0, type: 'url', value: 'x' }] }),
    'steps[0].template.buttons[2].type',
    'wrong_button',
    /quick_reply, not url/,
  ],
  [
    'a value for an address that never changes',
    giftOf({ buttons: [...giftButtons, { index: 3, type: 'url', value: 'x' }] }),
    'steps[0].template.buttons[2]',
    'unknown_variable',
    /"Home" has no variable/,
  ],
  [
    'cards that are missing',
    { steps: [template({ name: 'sale', body: undefined, offerEndsAt: '2026-12-24T00:00:00Z' })] },
    'steps[0].template.cards',
    'variable_without_value',
    /1 card; here are 0/,
  ],
  [
    'an offer that is over',
    {
      steps: [
        template({
          name: 'sale',
          body: undefined,
          offerEndsAt: '2026-11-01T00:00:00Z',
          cards: [{ header: { type: 'video', file: { fileKey: 'k', mimeType: 'video/mp4' } }, buttons: giftButtons }],
        }),
      ],
    },
    'steps[0].template.offerEndsAt',
    'in_the_past',
    /over before/,
    {
      templates: [
        {
          name: 'sale',
          language: 'en_US',
          approved: true,
          needs: needs({
            limitedTimeOffer: true,
            cards: [{ ...giftCard, header: { format: 'video', variables: [] } }],
          }),
        },
      ],
    },
  ],
  [
    'a bound unknown template',
    { steps: [{ ...say('hello'), template: template({ name: 'nope' }).template }] },
    'steps[0].template.name',
    'unknown_template',
    /nope/,
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
    'a state that is none',
    { trigger: { type: 'message', states: ['NEW', 'TUNE_REDY'] } },
    'trigger.states[1]',
    'unknown_state',
    /"TUNE_REDY"\. Did you mean TUNE_READY\?/,
  ],
  [
    'hours that never end',
    {
      trigger: {
        type: 'message',
        outsideHours: {
          timeZone: 'UTC',
          weekly: [
            {
              days: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
              from: '08:00',
              to: '20:00',
            },
            {
              days: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
              from: '20:00',
              to: '08:00',
            },
          ],
        },
      },
    },
    'trigger.outsideHours',
    'never',
    /always there/,
  ],
  [
    'a state that is far off',
    { trigger: { type: 'keyword', keywords: [{ text: 'hi', match: 'exact' }], states: ['trained'] } },
    'trigger.states[0]',
    'unknown_state',
    /There are NEW, PICTURES_LOADED, TUNE_READY, WRITING_FEEDBACK\./,
  ],
  [
    "a conversation's state that is none",
    { conditions: { field: 'contact.state', op: 'equals', value: 'new' } },
    'conditions.value',
    'wrong_value',
    /"new" is none of its values: NEW, PICTURES_LOADED/,
  ],
  [
    'a number that is not ours',
    { trigger: { type: 'new_contact', channels: ['10654', '10655'] } },
    'trigger.channels[1]',
    'unknown_channel',
    /"10655" is none of our numbers\. Did you mean 10654\?/,
    { channels: ['10654', '20654'] },
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
    'a variable that is misspelt',
    { steps: [say('hello', 'Hi {{contact.nme|x}}')] },
    'steps[0].content.body',
    'unknown_variable',
    /does not exist\. Did you mean contact\.name\?/,
  ],
  [
    'a date that is misspelt',
    { trigger: { type: 'relative', to: { field: 'model.expires' }, offset: { days: 3 }, direction: 'before' } },
    'trigger.to.field',
    'unknown_field',
    /Did you mean model\.expiresAt\?/,
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
  [
    'a case that cannot be',
    { steps: [{ id: 'fork', type: 'branch', cases: [{ when: { any: [] }, steps: [note('x')] }] }] },
    'steps[0].cases[0].when.any',
    'never_true',
    /any of nothing/,
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

test('what cannot work is refused at its place, with a sentence', async t => {
  for (const [name, more, path, code, message, context] of refusals) {
    const reading = readAutomation(automation(more), { ...known, ...context })
    t.match(reading.ok ? undefined : reading.problems, [{ path, code, message }], name)
    for (const problem of reading.ok ? [] : reading.problems) t.match(problem.message, /[.!?]$/, 'a sentence')
  }
})

test('what can work is let through', async t => {
  const fine: Record<string, [object, Known?]> = {
    'a template with everything it wants': [giftOf({})],
    'a jump forward into a branch': [
      {
        steps: [
          {
            id: 'fork',
            type: 'branch',
            cases: [
              { when: { field: 'contact.name', op: 'is_set' }, steps: [{ id: 'jump', type: 'go_to', step: 'last' }] },
            ],
          },
          note('between'),
          note('last'),
        ],
      },
    ],
    'an answer to a failure': [{ trigger: { type: 'system_event', event: 'message_failed' } }],
    'a tag that another waits for': [
      { steps: [{ id: 'x', type: 'update_contact', addTags: ['vip'] }] },
      { automations: [stored(otherId, { trigger: { type: 'contact_changed', tagAdded: 'vip' } })] },
    ],
    'a way back that is switched off': [
      {
        trigger: { type: 'contact_changed', tagAdded: 'vip' },
        steps: [{ id: 'x', type: 'update_contact', attributes: { a: 1 } }],
      },
      {
        automations: [
          stored(otherId, {
            enabled: false,
            trigger: { type: 'contact_changed', attribute: 'a' },
            steps: [{ id: 'x', type: 'update_contact', addTags: ['vip'] }],
          }),
        ],
      },
    ],
    'a pay link from a variable': [
      {
        trigger: { type: 'system_event', event: 'checkout_opened' },
        steps: [{ id: 'x', type: 'send', content: { type: 'link', body: 'Pay', label: 'Pay', url: '{{event.url}}' } }],
      },
    ],
    'once, where the day has not ended everywhere': [
      { trigger: { type: 'once', at: '2026-11-21T20:00', timeZone: 'contact' } },
    ],
  }
  for (const [name, [more, context]] of Object.entries(fine)) {
    t.match(readAutomation(automation(more), { ...known, ...context }), { ok: true }, name)
  }
})

test('what may come round is warned of: a variable says which tag is added', async t => {
  const tag = { id: 'x', type: 'update_contact', addTags: ['{{contact.language}}'] }
  const reading = readAutomation(
    automation({ trigger: { type: 'contact_changed', tagAdded: 'en' }, steps: [tag] }),
    known,
  )
  t.match(reading, { ok: true, warnings: [{ path: 'steps[0]', code: 'loop', message: /It may start "Self"/ }] })
})

test('what is said behind a step that hands over is warned of', async t => {
  const person = { id: 'person', type: 'hand_over', reason: 'x' }
  const steps = [say('before'), person, say('behind'), { ...say('all the same'), id: 'c', whileHandedOver: true }]
  const reading = readAutomation(automation({ steps }), known)
  t.match(reading, { ok: true, warnings: [{ path: 'steps[2]', code: 'handed_over' }] })
  t.equal(reading.ok && reading.warnings.length, 1)
})

test('free text that will find the window closed is said, but saved', async t => {
  const warned = readAutomation(automation({ trigger: { type: 'birthday', at: '09:00', leapDay: 'march_1' } }), known)
  t.match(warned, { ok: true, warnings: [{ path: 'steps[0]', code: 'window_closed' }] })
  const later = readAutomation(
    automation({ steps: [say('a'), { id: 'w', type: 'wait', for: { days: 1 } }, say('b')] }),
    known,
  )
  t.match(later, { ok: true, warnings: [{ path: 'steps[2]', code: 'window_closed' }] })
})
