import { type Known, readAutomation } from '@astria-bot/automation/core'
import { test } from 'tap'
import { refusedConditions } from './refusals/refused-conditions.ts'
import { refusedSizes } from './refusals/refused-sizes.ts'
import { refusedSteps } from './refusals/refused-steps.ts'
import { refusedTemplates } from './refusals/refused-templates.ts'
import { refusedTriggers } from './refusals/refused-triggers.ts'
import { automation, giftOf, known, note, otherId, say, stored } from './refusals/samples.ts'

const refusals = [...refusedTriggers, ...refusedConditions, ...refusedTemplates, ...refusedSteps, ...refusedSizes]

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
