import { createOutboxPublisher, type OutboxPublisher } from '@astria-bot/store'
import { createWhatsAppClient, type WhatsAppClient } from '@astria-bot/whatsapp'
import { type Acknowledger, createAcknowledger } from './acknowledge/create-acknowledger.ts'
import { type Catalogue, createCatalogue } from './catalogue/catalogue.ts'
import type { MessageDependencies } from './message-dependencies.ts'
import type { MessageMetrics } from './message-metrics.ts'

/** What the consumers, the loops and the sender share. */
export interface MessageParts extends MessageDependencies {
  readonly metrics: MessageMetrics
  readonly client: WhatsAppClient
  readonly catalogue: Catalogue
  readonly acknowledger: Acknowledger
  readonly outbox: OutboxPublisher
}

/** Makes the parts that are there before the app starts. */
export function makeParts(dependencies: MessageDependencies, metrics: MessageMetrics): MessageParts {
  const { settings, logger, db, bus, fetch, crash } = dependencies
  const client = createWhatsAppClient({
    apiUrl: settings.WHATSAPP_API_URL,
    numberId: settings.WHATSAPP_NUMBER_ID,
    token: settings.WHATSAPP_API_KEY,
    fetch,
  })
  const outbox = createOutboxPublisher({
    db,
    schema: 'messaging',
    publish: events => bus.publish(events),
    crash,
    onError: err => logger.warn({ err }, 'the outbox could not be published'),
  })
  const acknowledger = createAcknowledger({ client, counted: metrics.acknowledged })
  return { ...dependencies, metrics, client, outbox, acknowledger, catalogue: createCatalogue(db) }
}
