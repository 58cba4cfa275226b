import { randomUUID } from 'node:crypto'
import { contactChangeRequested, messageRequested, type OutboundContent } from '@astria-bot/contracts'
import { newEvent } from '../new-event.ts'
import type { ExecutionRow } from '../sql/save-executions.ts'
import type { WebhookRequest } from '../webhooks/call-webhook.ts'
import type { StepEffect } from './effect.ts'
import type { Writes } from './writes.ts'

/** Turns what a step wants into events and effects. What it starts is somebody else's. */
export function requestEffect(
  writes: Writes,
  execution: ExecutionRow,
  number: number,
  effect: StepEffect,
  now: Date,
): void {
  const { executionId, automationId, contactId } = execution
  const requester = { kind: 'automation' as const, automationId, executionId }
  const requestId = randomUUID()
  switch (effect.kind) {
    case 'send': {
      const { content, template, essential, whileHandedOver, expiresAtMs } = effect
      const data = {
        requestId,
        contactId,
        requester,
        content: content as OutboundContent,
        ...(template === undefined ? {} : { template }),
        essential,
        ...(whileHandedOver ? { whileHandedOver } : {}),
        ...(expiresAtMs === undefined ? {} : { expiresAt: new Date(expiresAtMs).toISOString() }),
      }
      writes.requests.push({ requestId, executionId, step: number, contactId, requestedAt: now })
      writes.events.push(newEvent(messageRequested, contactId, now, data))
      return
    }
    case 'change':
      // Under the event's own id: the contact's next event names it as its cause.
      writes.requests.push({ requestId, executionId, step: number, contactId, requestedAt: now })
      writes.events.push(
        newEvent(contactChangeRequested, contactId, now, { contactId, requester, ...effect.change }, requestId),
      )
      return
    case 'webhook': {
      const payload = {
        type: 'automation.step',
        timestamp: now.toISOString(),
        data: { automationId, executionId, contactId, ...(effect.data as object) },
      }
      const request: WebhookRequest = {
        url: effect.url,
        body: JSON.stringify(payload),
        executionId,
        automationId,
        step: number,
        ...(effect.failsRun ? { failsRun: true } : {}),
      }
      writes.effects.push({ kind: 'call_webhook', key: `msg_${requestId}`, contactId, request })
      return
    }
    case 'start':
      return
  }
}
