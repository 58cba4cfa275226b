import { Automation, type Known } from '@astria-bot/automation/core'
import type { TemplateNeeds } from '@astria-bot/contracts'

export const say = (id: string, body = 'Hi') => ({ id, type: 'send', content: { type: 'text', body } })
export const note = (id: string) => ({ id, type: 'log', text: 'x' })
export const automation = (more: object = {}) => ({
  name: 'Self',
  trigger: { type: 'new_contact' },
  steps: [say('hello')],
  ...more,
})
export const stored = (automationId: string, more: object) => ({
  automationId,
  definition: Automation.parse(automation({ name: automationId, ...more })),
})
export const ids = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
  '00000000-0000-4000-8000-000000000003',
] as const
export const [selfId, otherId, thirdId] = ids
export const start = (automation: string) => ({ id: 'start', type: 'start', automation })

export const needs = (more: Partial<TemplateNeeds>): TemplateNeeds => ({
  buttons: [],
  cards: [],
  limitedTimeOffer: false,
  ...more,
})
export const gift = needs({
  header: { format: 'text', variables: ['1'] },
  buttons: [
    { type: 'quick_reply', text: 'Stop', needsValue: false },
    { type: 'url', text: 'See', needsValue: true },
    { type: 'copy_code', text: 'Copy', needsValue: true },
    { type: 'url', text: 'Home', needsValue: false },
  ],
})
const { limitedTimeOffer: _offer, cards: _cards, ...card } = gift
export const giftCard = card

export const known: Known = {
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
export const template = (more: object = {}) => ({
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

export const giftHeader = { type: 'text', parameter: { text: 'Dana' } }
export const giftButtons = [
  { index: 1, type: 'url', value: 'x' },
  { index: 2, type: 'copy_code', value: 'SAVE' },
]
/** The template with a header and buttons, as it can be sent, and changed. */
export const giftOf = (more: object) => ({
  steps: [template({ name: 'gift', body: undefined, header: giftHeader, buttons: giftButtons, ...more })],
})

export const isVip = { field: 'contact.tags', op: 'has', value: 'vip' }
export const many = (count: number) => ({
  any: Array.from({ length: count }, (_, n) => ({ field: 'contact.name', op: 'equals', value: `${n}` })),
})
export const branchOf = (number: number, when: object, steps: object[] = [note(`in-${number}`)]) => ({
  id: `branch-${number}`,
  type: 'branch',
  cases: [{ when, steps }],
})

/** What cannot work: the automation, the place of the mistake, its code, and what the sentence says. */
export type Refusal = [name: string, more: object, path: string, code: string, message: RegExp, context?: Known]
