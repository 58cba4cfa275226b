export { AccountChange } from './account-change.ts'
export { type CreateEventOf, consumerOf, type DurableOf, eventsOf, type PublishedBy } from './app-traffic.ts'
export { catalogue, type KnownEvent, parseEvent } from './catalogue.ts'
export { ContactRef, Language } from './contact.ts'
export { Attributes, Birthday, ContactSnapshot, Tag } from './contact-snapshot.ts'
export { RejectedError, TransientError, UnknownOutcomeError } from './errors.ts'
export {
  createEvent,
  type DataOf,
  defineEvent,
  type Event,
  type EventAttributes,
  type EventDefinition,
  isEvent,
  parseEnvelope,
} from './event.ts'
export * from './events.ts'
export { FileRef } from './file-ref.ts'
export { Instant } from './instant.ts'
export { MessageContent, MessageContext } from './message-content.ts'
export { opensWindow } from './opens-window.ts'
export { AmountMinor, Currency, OrderDetails, Tier } from './order-details.ts'
export { OutboundContent } from './outbound-content.ts'
export { partitionOf } from './partition.ts'
export { PictureReason, PictureVerdict } from './picture-verdict.ts'
export { Requester } from './requester.ts'
export { type StreamDefinition, streamOf, streams } from './streams.ts'
export { TemplateContent } from './template-content.ts'
export { TemplateNeeds, type TemplatePartNeeds } from './template-needs.ts'
export { isSendableTemplate } from './template-status.ts'
export { type AppTraffic, type ConsumerDefinition, type TrafficApp, traffic } from './traffic.ts'
