import { Automation, explainAutomation } from '@astria-bot/automation/core'
import { test } from 'tap'

const words = (trigger: object, more: object = {}) =>
  explainAutomation(Automation.parse({ name: 'X', trigger, steps: [{ id: 'stop', type: 'stop' }], ...more }))
const vip = { field: 'contact.tags', op: 'has', value: 'vip' }

test('an automation is told in words: what starts it, on which conditions, each step', async t => {
  const steps = [
    { id: 'wait', type: 'wait', for: { days: 2 }, until: '09:00' },
    {
      id: 'which',
      type: 'branch',
      cases: [{ when: vip, steps: [{ id: 'person', type: 'hand_over', reason: 'a friend' }] }],
      otherwise: [
        { id: 'tell', type: 'send_template', template: { type: 'template', name: 'hello', language: 'en_US' } },
        { id: 'end', type: 'stop' },
      ],
    },
  ]
  t.same(words({ type: 'new_contact', channels: ['1'] }, { conditions: vip, steps }), [
    'When a contact is new on 1',
    'Only if the contact\'s tags include "vip"',
    '1. Wait 2 days until 09:00',
    '2. if the contact\'s tags include "vip": (Hand over to a person: a friend); otherwise: (Send the template hello (en_US), then Stop)',
    "Where the contact's time zone is not known, it is UTC",
  ])
})

test('every trigger has words', async t => {
  const cases: [object, string][] = [
    [
      { type: 'message', kinds: ['image'], firstOfDay: true },
      "When a contact's first message of the day (image) comes",
    ],
    [
      {
        type: 'message',
        outsideHours: {
          timeZone: 'UTC',
          weekly: [{ days: ['monday', 'tuesday'], from: '09:00', to: '17:00' }],
          closedOn: ['2026-12-25'],
        },
      },
      'When a message comes outside the opening hours monday, tuesday 09:00–17:00; closed on 2026-12-25 (UTC)',
    ],
    [
      { type: 'keyword', keywords: [{ text: 'art', match: 'contains', wholeWords: false, language: 'he' }] },
      'When a message fits one of these: contains "art" (also within words, in he)',
    ],
    [
      { type: 'keyword', keywords: [{ text: 'price', match: 'starts_with' }], states: ['NEW'] },
      'When a message fits one of these: starts with "price" in the state NEW',
    ],
    [
      { type: 'birthday', at: '09:00', leapDay: 'march_1' },
      "On a contact's birthday at 09:00; of those born on 29 February in other years on 1 March",
    ],
    [
      { type: 'schedule', cron: '0 9 * * *', timeZone: 'contact', audience: vip },
      `By the cron line 0 9 * * * (the contact's own time), for contacts of whom is true: the contact's tags include "vip"`,
    ],
    [{ type: 'once', at: '2027-01-01T09:00', timeZone: 'UTC' }, 'Once at 2027-01-01T09:00 (UTC), for all contacts'],
    [
      {
        type: 'relative',
        to: { event: 'checkout_opened' },
        offset: { hours: 2 },
        direction: 'after',
        unless: ['order_paid'],
      },
      '2 hours after checkout opened, unless this happens before: order paid',
    ],
    [{ type: 'system_event', event: 'rated_below_4' }, 'When this happens: rated below 4'],
    [{ type: 'contact_changed', tagAdded: 'vip' }, 'When a contact gets the tag vip'],
    [{ type: 'manual' }, 'When a person or another automation starts it'],
  ]
  for (const [trigger, expected] of cases) t.equal(words(trigger)[0], expected)
})

test('the rules for all of it are told as well: limits, quiet hours, priority, what ends it', async t => {
  const rules = {
    priority: 200,
    exclusive: true,
    limits: { perContact: 1, perContactPerDay: 2, perDay: 100, messagesPerContactPerDay: 3 },
    quietHours: { from: '22:00', to: '08:00', timeZone: 'contact', rule: 'wait' },
    stopOnReply: true,
    missed: { rule: 'all', withinHours: 3 },
    timeZone: 'Asia/Jerusalem',
  }
  const once = { type: 'once', at: '2027-01-01T09:00', timeZone: 'UTC' }
  t.same(words(once, rules).slice(2), [
    'Priority 200: before automations with a lower one (100 is usual)',
    'Where it fits a message, automations with a lower priority do not get it',
    'At most once for each contact',
    'At most 2 times a day for each contact',
    'At most 100 times a day for all contacts together',
    'At most 3 messages a day to each contact: those beyond are left out',
    "Nothing is sent from 22:00 to 08:00 (the contact's own time): what falls into it waits until then",
    'It ends when the contact writes while it waits',
    'Of times that were missed while nothing ran all are made up for, within 3 hours',
    "Where the contact's time zone is not known, it is Asia/Jerusalem",
  ])
  t.same(words({ type: 'manual' }).slice(1), ['1. Stop'], 'what is as usual is not told')
})

test('a step is told with what it says and changes, and the rules of its own', async t => {
  const told = (step: object) => words({ type: 'manual' }, { steps: [{ id: 'x', ...step }] })[1]
  const content = { type: 'text', body: `Hi {{contact.name|you}}, ${'x'.repeat(60)}` }
  t.equal(
    told({ type: 'send', content, essential: true, whileHandedOver: true, expiresAfterMinutes: 90 }),
    `1. Send a message of the type text: "Hi {{contact.name|you}}, ${'x'.repeat(34)}…" (also to those who opted out, and in quiet hours; also while a person answers; not later than 90 minutes)`,
  )
  t.equal(
    told({
      type: 'update_contact',
      addTags: ['vip'],
      removeTags: ['new'],
      birthday: null,
      attributes: { city: 'Haifa' },
    }),
    '1. Change the contact: add the tags vip, take away the tags new, forget birthday, set city to "Haifa"',
  )
  t.equal(
    told({ type: 'webhook', url: 'https://hooks.example.com/x', onError: 'fail' }),
    '1. Call hooks.example.com; if it does not take it, it ends as failed',
  )
})
