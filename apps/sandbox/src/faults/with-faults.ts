import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { TheRecord } from '../record/record.ts'
import { type Occasion, requestFaults } from './fault.ts'
import type { Faults } from './faults.ts'

/** What a vendor answers. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export interface FaultyDoor {
  faults: Faults
  record: TheRecord
  /** How this vendor words an error code. */
  errorAnswer(code: number): Answer
}

export function send(reply: FastifyReply, { status, body, headers = {} }: Answer): FastifyReply {
  return reply.code(status).headers(headers).send(body)
}

function dropConnection(reply: FastifyReply): FastifyReply {
  reply.hijack()
  reply.raw.socket?.destroy()
  return reply
}

const gatewayTimeOut: Answer = {
  status: 504,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>504 Gateway Time-out</h1></body></html>',
}

/** Does the work and answers, unless a fault says otherwise. A fault before the work means that nothing was done. */
export async function withFaults(
  { faults, record, errorAnswer }: FaultyDoor,
  occasion: Occasion,
  reply: FastifyReply,
  work: () => Promise<Answer> | Answer,
): Promise<FastifyReply> {
  const fault = faults.strike(requestFaults, occasion)
  if (!fault) return send(reply, await work())
  record.add('fault.struck', fault.what, {
    api: occasion.api,
    op: occasion.op,
    contacts: occasion.contacts,
    fault: fault.id,
  })
  switch (fault.what) {
    case 'drop_before':
      return dropConnection(reply)
    case 'status':
      return send(reply, { status: fault.status, body: fault.body ?? errorAnswer(131000).body })
    case 'error_code':
      return send(reply, errorAnswer(fault.code))
    case 'delay':
      await sleep(fault.ms)
      return send(reply, await work())
    case 'done_then_504':
      await work()
      return send(reply, gatewayTimeOut)
    case 'done_then_delay': {
      const answer = await work()
      await sleep(fault.ms)
      return send(reply, answer)
    }
    case 'done_then_drop':
      await work()
      return dropConnection(reply)
    default:
      return send(reply, await work())
  }
}
