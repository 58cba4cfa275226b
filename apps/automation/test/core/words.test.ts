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
  ])
})

test('every trigger has words', async t => {
  const cases: [object, string][] = [
    [
      { type: 'message', kinds: ['image'], firstOfDay: true },
      "When a contact's first message of the day (image) comes",
    ],
    [
      { type: 'keyword', keywords: [{ text: 'price', match: 'starts_with' }], states: ['NEW'] },
      'When a message fits one of these: starts with "price" in the state NEW',
    ],
    [{ type: 'birthday', at: '09:00', leapDay: 'march_1' }, "On a contact's birthday at 09:00"],
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
