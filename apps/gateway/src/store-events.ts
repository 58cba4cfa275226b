import { type Event, TransientError } from '@astria-bot/contracts'
import { sendProblem } from '@astria-bot/service'
import type { FastifyReply } from 'fastify'
import type { Gateway } from './gateway.ts'
import type { Outcome, Source } from './gateway-metrics.ts'

/**
 * Answers `status` when the events are stored, and 503 when the stream did not say so: then whoever called calls again.
 * An outage is counted and not logged here, as it comes with thousands of requests.
 */
export async function storeEvents(
  gateway: Gateway,
  reply: FastifyReply,
  events: readonly Event[],
  answer: { source: Source; outcome?: Outcome; status?: number; body?: string; type?: string },
): Promise<FastifyReply> {
  const { bus, metrics, crash } = gateway
  crash('gateway:before-publish')
  try {
    await bus.publish(events)
  } catch (error) {
    if (!(error instanceof TransientError)) throw error
    metrics.request(answer.source, 'unavailable')
    return sendProblem(reply.header('retry-after', '1'), 503)
  }
  crash('gateway:after-ack')
  metrics.request(answer.source, answer.outcome ?? 'accepted')
  metrics.events(events)
  if (answer.type !== undefined) reply.type(answer.type)
  return reply.code(answer.status ?? 200).send(answer.body)
}
