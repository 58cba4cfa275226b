import type { OutboundContent } from '@astria-bot/contracts'
import { test } from 'tap'
import { templateProblem } from './template-problem.ts'

type Template = Extract<OutboundContent, { type: 'template' }>
const template = (more: Partial<Template> = {}): Template => ({
  type: 'template',
  name: 'birthday',
  language: 'en_US',
  ...more,
})
const known = (status: string, ...components: unknown[]) => ({ status, category: 'MARKETING', components })
const body = { type: 'BODY', text: 'Happy birthday, {{1}}!' }

test('only what may be sent is sent', async t => {
  const filled = template({ body: [{ text: 'Noa' }] })
  t.equal(templateProblem(filled, known('APPROVED', body), true), null)
  t.equal(templateProblem(filled, known('FLAGGED', body), true), null)
  t.equal(templateProblem(filled, known('PAUSED', body), true), 'template_paused')
  t.equal(templateProblem(filled, null, true), 'template_unknown')
  t.equal(templateProblem(filled, null, false), null, 'nobody has read the list: WhatsApp decides')
})

test('every variable has its value', async t => {
  t.equal(templateProblem(template(), known('APPROVED', body), true), 'template_missing:body')
  const offer = template({ offerEndsAt: '2026-01-01T00:00:00Z' })
  t.equal(templateProblem(offer, known('APPROVED'), true), null, 'only its state is known')
})

test("Twilio's parts have one numbering for all values", async t => {
  const card = { body: 'Happy birthday, {{1}}!', actions: [{ type: 'URL', url: 'https://a.example/{{2}}' }] }
  const twilio = known('APPROVED', { 'twilio/call-to-action': card, 'twilio/text': { body: '{{3}}' } })
  const problem = (more: Partial<Template>) => templateProblem(template(more), twilio, true)
  const body = [{ text: 'Noa' }]
  t.equal(problem({ body, buttons: [{ type: 'url', index: 0, value: 'x' }] }), null)
  t.equal(problem({ body: [{ text: 'Noa', name: '1' }, { text: 'x' }] }), null)
  t.equal(problem({ body }), 'template_missing:2')
  t.equal(problem({}), 'template_missing:1')
})
