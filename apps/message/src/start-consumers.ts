import type { ConsumeOptions, Consumer } from '@astria-bot/bus'
import { consumerOf, type DurableOf, isEvent, messageReceived, statusChanged } from '@astria-bot/contracts'
import { accountConsumer, handleAccount } from './account/handle-account.ts'
import { handleInbound, inboundConsumer } from './inbound/handle-inbound.ts'
import type { MessageParts } from './message-parts.ts'
import { handleRequests, type RequestDependencies, requestConsumer } from './requests/handle-requests.ts'
import { handleStatuses, type StatusDependencies, statusConsumer } from './status/handle-statuses.ts'
import { handleStudio, studioConsumer } from './studio/handle-studio.ts'

/** Starts the consumers. */
export function startConsumers(
  { bus, catalogue, channels, logger, metrics, meter, hearing }: MessageParts,
  turns: RequestDependencies,
  statuses: StatusDependencies,
): Promise<Consumer[]> {
  const consume = (durable: DurableOf<'message'>, handle: ConsumeOptions['handle']) =>
    bus.consume({
      ...consumerOf('message', durable),
      async handle(batch) {
        try {
          await handle(batch)
        } catch (err) {
          metrics.handlerFailed(durable)
          logger.warn({ err, consumer: durable, events: batch.length }, 'events could not be handled')
          throw err
        }
      },
    })
  const inbound = handleInbound({ ...turns, numbers: new Set(channels.keys()) })
  const status = handleStatuses(statuses)
  return Promise.all([
    consume(inboundConsumer, async batch => {
      await inbound(batch)
      const received = batch.filter(event => isEvent(messageReceived, event))
      for (const { data, time } of received) {
        meter.add(data.channel)
        hearing.heard(data.channel, time)
        if (data.content.type === 'unsupported') metrics.inbound('unsupported')
      }
      for (const { id } of received.filter(({ data }) => data.groupId !== undefined)) {
        metrics.inbound('group_message')
        logger.info({ eventId: id }, 'a message in a group has no answer')
      }
    }),
    consume(accountConsumer, handleAccount({ ...turns, logger, unanswered: metrics.inbound })),
    consume(studioConsumer, handleStudio({ ...turns, catalogue })),
    consume(requestConsumer, handleRequests(turns)),
    consume(statusConsumer, async batch => {
      await status(batch)
      for (const { data, time } of batch.filter(event => isEvent(statusChanged, event)))
        hearing.heard(data.channel, time)
    }),
  ])
}
