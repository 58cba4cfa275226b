import { OutboundContent, TemplateContent } from '@astria-bot/contracts'
import { type Facts, fill, type StepOf } from '../core/index.ts'
import type { StepEffect, TakenStep } from './effect.ts'

/**
 * Free text without a template waits until the contact writes again, for so long: what was asked for on many days would
 * else come all at once.
 */
const unboundMinutes = 24 * 60

type Sending = StepOf<'send'> | StepOf<'send_template'>
type Result = Pick<TakenStep, 'state' | 'reason' | 'input' | 'output'> & { effect?: StepEffect }

/** Fills in a message and asks for it, or says why not. */
export function takeSend(step: Sending, facts: Facts): Result {
  const template = step.template && fill(step.template, facts)
  const content = step.type === 'send' ? fill(step.content, facts) : template
  const input = { content: content?.value, ...(step.type === 'send' && template ? { template: template.value } : {}) }
  const left = (state: 'skipped' | 'failed', reason: string, output: unknown = null): Result => ({
    state,
    reason,
    input,
    output,
  })
  const { optedOut, handedOver } = facts.contact
  if (!step.essential && optedOut) return left('skipped', 'opted_out')
  if (!step.whileHandedOver && handedOver) return left('skipped', 'handed_over')
  const missing = [...(content?.missing ?? []), ...(template?.missing ?? [])]
  if (missing.length > 0) return left('failed', 'missing_value', { missing: [...new Set(missing)] })
  const read =
    step.type === 'send' ? OutboundContent.safeParse(content?.value) : TemplateContent.safeParse(content?.value)
  if (!read.success)
    return left('failed', 'invalid_message', {
      problems: read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    })
  const bound = step.type === 'send' && template ? { template: template.value as TemplateContent } : {}
  const expires = step.expiresAfterMinutes ?? (step.template ? undefined : unboundMinutes)
  return {
    state: 'requested',
    reason: null,
    input,
    output: null,
    effect: {
      kind: 'send',
      content: read.data,
      ...bound,
      essential: step.essential ?? false,
      ...(step.whileHandedOver ? { whileHandedOver: true } : {}),
      ...(expires === undefined ? {} : { expiresAtMs: facts.nowMs + expires * 60_000 }),
    },
  }
}
