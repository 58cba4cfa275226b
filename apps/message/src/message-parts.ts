import type { backlogMetrics } from '@astria-bot/service'
import { createOutboxPublisher, type OutboxPublisher } from '@astria-bot/store'
import { type Acknowledger, createAcknowledger } from './acknowledge/create-acknowledger.ts'
import { type Catalogue, createCatalogue } from './catalogue/catalogue.ts'
import { type ChannelPlan, channelsOf } from './channels/channels-of.ts'
import { createClient } from './channels/create-client.ts'
import { createHearing, type Hearing } from './channels/create-hearing.ts'
import { createInboundMeter, type InboundMeter } from './channels/inbound-meter.ts'
import { type Channels, openChannels } from './channels/open-channels.ts'
import type { MessageDependencies } from './message-dependencies.ts'
import type { MessageMetrics } from './message-metrics.ts'

/** What the consumers, the loops and the sender share. */
export interface MessageParts extends MessageDependencies {
  readonly metrics: MessageMetrics
  readonly backlog: ReturnType<typeof backlogMetrics>
  /** The business numbers, as the settings name them. */
  readonly plans: readonly ChannelPlan[]
  readonly channels: Channels
  readonly catalogue: Catalogue
  /** Counts what comes in, for the numbers' rates. */
  readonly meter: InboundMeter
  readonly hearing: Hearing
  readonly acknowledger: Acknowledger
  readonly outbox: OutboxPublisher
}

/** Makes the parts that are there before the app starts. */
export function makeParts(
  dependencies: MessageDependencies,
  { metrics, backlog }: Pick<MessageParts, 'metrics' | 'backlog'>,
): MessageParts {
  const { settings, logger, db, bus, fetch, crash } = dependencies
  const plans = channelsOf(settings)
  const channels = openChannels(plans, plan => createClient(plan, settings, fetch))
  const outbox = createOutboxPublisher({
    db,
    schema: 'messaging',
    publish: events => bus.publish(events),
    crash,
    onError: err => logger.warn({ err }, 'the outbox could not be published'),
  })
  const acknowledger = createAcknowledger({ clientOf: id => channels.get(id)?.client, counted: metrics.acknowledged })
  return {
    ...dependencies,
    metrics,
    backlog,
    plans,
    channels,
    meter: createInboundMeter(),
    hearing: createHearing(),
    outbox,
    acknowledger,
    catalogue: createCatalogue(db),
  }
}
