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
  t.equal(templateProblem(template(), known('APPROVED'), true), null, 'only its state is known')
  const twilio = { 'twilio/text': { body: 'Happy birthday, {{1}}!' } }
  t.equal(
    templateProblem(template({ body: [{ text: 'Noa' }] }), known('APPROVED', twilio), true),
    null,
    "another provider's parts",
  )
})
