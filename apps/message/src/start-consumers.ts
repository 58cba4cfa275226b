import type { ConsumeOptions, Consumer } from '@astria-bot/bus'
import {
  accountChanged,
  contactChangeRequested,
  isEvent,
  itemBroken,
  messageReceived,
  messageRequested,
  packImagesUpdated,
  statusChanged,
} from '@astria-bot/contracts'
import { accountConsumer, handleAccount } from './account/handle-account.ts'
import { handleInbound, inboundConsumer } from './inbound/handle-inbound.ts'
import type { MessageParts } from './message-parts.ts'
import { handleRequests, type RequestDependencies, requestConsumer } from './requests/handle-requests.ts'
import { handleStatuses, type StatusDependencies, statusConsumer } from './status/handle-statuses.ts'
import { handleStudio, studioConsumer } from './studio/handle-studio.ts'
import { studioEvents } from './studio/studio-input.ts'

/** Starts the consumers. */
export function startConsumers(
  { bus, catalogue, logger, metrics, meter }: MessageParts,
  turns: RequestDependencies,
  statuses: StatusDependencies,
): Promise<Consumer[]> {
  const consume = (durable: string, events: ConsumeOptions['events'], handle: ConsumeOptions['handle']) =>
    bus.consume({
      durable,
      events,
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
  const inbound = handleInbound(turns)
  return Promise.all([
    consume(inboundConsumer, [messageReceived], async batch => {
      await inbound(batch)
      const received = batch.filter(event => isEvent(messageReceived, event))
      for (const { data } of received) meter.add(data.channel)
      for (const { id } of received.filter(({ data }) => data.groupId !== undefined)) {
        metrics.inbound('group_message')
        logger.info({ eventId: id }, 'a message in a group has no answer')
      }
    }),
    consume(
      accountConsumer,
      [accountChanged, itemBroken],
      handleAccount({ ...turns, logger, unanswered: metrics.inbound }),
    ),
    consume(studioConsumer, [...studioEvents, packImagesUpdated], handleStudio({ ...turns, catalogue })),
    consume(requestConsumer, [messageRequested, contactChangeRequested], handleRequests(turns)),
    consume(statusConsumer, [statusChanged], handleStatuses(statuses)),
  ])
}
