export { isRight } from './anywhere/is-right.ts'
export type {
  Common,
  Consent,
  Conversation,
  Draft,
  OrderState,
  OrderSummary,
  PictureSet,
  SavedModel,
  Stage,
} from './conversation.ts'
export { decide } from './decide.ts'
export type { Decision } from './decision.ts'
export type { Effect, PlacedOrder } from './effect.ts'
export type { Input, PictureReason, Portrait, Settings, TimerName, World } from './input.ts'
export type { OutboundMessage } from './outbound-message.ts'
export { startConversation } from './start-conversation.ts'
export { money } from './text/money.ts'
export { uniteConversations } from './unite-conversations.ts'
export type { FileRef, Instant, Language, Pack, Tier } from './words.ts'
