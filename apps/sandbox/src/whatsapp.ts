import type { Graph } from './graph/graph.ts'
import { createMediaStore } from './graph/media-store.ts'
import { createHistory } from './graph/message-history.ts'
import { createRates } from './graph/rates.ts'
import { createStatuses } from './graph/statuses.ts'
import { createTemplates } from './graph/templates.ts'
import type { Ground } from './ground.ts'
import type { ChatMessage } from './phones/chat-message.ts'
import { type Chats, createChats } from './phones/chats.ts'
import type { Phone } from './phones/phone.ts'
import { createPhoneBook } from './phones/phone-book.ts'
import type { World } from './phones/world.ts'
import type { SandboxSettings } from './settings.ts'
import { openCallbacks, openContents, type Twilio } from './twilio/twilio.ts'
import { createTwilioPoster } from './twilio/update-poster.ts'
import type { Sender } from './webhooks/envelope.ts'
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts'

export interface WhatsApp {
  graph: Graph
  twilio: Twilio
  world: World
  webhooks: Webhooks
  /** Goes on with what was under way when the sandbox ended. */
  resume(): void
}

const senderOf = (settings: SandboxSettings): Sender => ({
  businessId: settings.BUSINESS_ID,
  numberId: settings.WHATSAPP_NUMBER_ID,
  displayNumber: settings.WHATSAPP_DISPLAY_NUMBER,
})

/** Twilio's way of posting, where that is what carries the phones. */
function twilioPosting({ settings, publicUrl, journal, poster, record, random, life }: Ground, retry: Retry) {
  if (settings.WHATSAPP_PROVIDER !== 'twilio') return {}
  const url = settings.TWILIO_WEBHOOK_URL
  const business = { accountSid: settings.TWILIO_ACCOUNT_SID, number: settings.WHATSAPP_DISPLAY_NUMBER, publicUrl }
  const callbacks = openCallbacks(journal)
  const callbackOf = (id: string) => callbacks.get(id)?.url
  const parts = { sender: senderOf(settings), poster, record, random, life, ...retry }
  return {
    url,
    postUpdates: createTwilioPoster({ url, business, token: settings.TWILIO_AUTH_TOKEN, callbackOf, ...parts }),
  }
}

interface Retry {
  retryMs: number
  retryMaxMs: number
}

function openWebhooks(ground: Ground): Webhooks {
  const { settings, poster, faults, record, random, delivery, life } = ground
  const retry = { retryMs: settings.WEBHOOK_RETRY_MS, retryMaxMs: settings.WEBHOOK_RETRY_MAX_MS }
  const secret = settings.WHATSAPP_APP_SECRET[0]!
  const parts = { poster, faults, record, random, delivery, life }
  const meta = { url: settings.WEBHOOK_URL, secret, sender: senderOf(settings) }
  return createWebhooks({ ...meta, ...retry, ...parts, ...twilioPosting(ground, retry) })
}

/** Fields that are about people say which number they are about. */
const tellWith = (webhooks: Webhooks, settings: SandboxSettings) => (field: string, value: Record<string, unknown>) => {
  const { displayNumber: display_phone_number, numberId: phone_number_id } = senderOf(settings)
  webhooks.tell(field, { messaging_product: 'whatsapp', metadata: { display_phone_number, phone_number_id }, ...value })
}

/** What a phone sent is delivered when the bot's door has taken it. */
const deliverWith = (webhooks: Webhooks, chats: Chats) => (phone: Phone, message: ChatMessage) => {
  const onAccepted = () => {
    delete message.pendingItem
    if (chats.find(message.id)) chats.raise(message, 'delivered')
  }
  webhooks.enqueue({ phone, kind: 'message', id: message.id, item: message.pendingItem!, onAccepted })
}

function resume({ phones, chats, statuses, deliver }: World): void {
  for (const phone of phones.all()) {
    for (const message of chats.of(phone.id)) {
      if (message.pendingItem) deliver(phone, message)
      else if (message.from === 'business' && message.status !== 'read') statuses.follow(message)
    }
  }
}

/** Meta's side: the number, the phones, and the webhooks between them and the bot. */
export function openWhatsApp(ground: Ground): WhatsApp {
  const { settings, publicUrl, record, journal, blobs, faults, life } = ground
  const [phones, chats] = [createPhoneBook(journal), createChats(journal)]
  const webhooks = openWebhooks(ground)
  const history = createHistory(journal)
  const { STATUSES: enabled, STATUS_DELAY_MS: delayMs, AUTO_READ: autoRead } = settings
  const shared = {
    displayNumber: settings.WHATSAPP_DISPLAY_NUMBER,
    businessName: settings.BUSINESS_NAME,
    publicUrl,
    phones,
    chats,
    media: createMediaStore(journal, blobs, settings.WHATSAPP_API_KEY),
    statuses: createStatuses({ phones, chats, webhooks, history, life, enabled, delayMs, autoRead }),
    rates: createRates({
      pairBurst: settings.PAIR_BURST,
      pairIntervalMs: settings.PAIR_INTERVAL_MS,
      numberPerSecond: settings.NUMBER_RATE,
    }),
    record,
  }
  const graph: Graph = {
    ...shared,
    apiKey: settings.WHATSAPP_API_KEY,
    numberId: settings.WHATSAPP_NUMBER_ID,
    businessId: settings.BUSINESS_ID,
    strictRecipients: settings.STRICT_RECIPIENTS,
    history,
    templates: createTemplates(journal),
    faults,
  }
  const twilio: Twilio = {
    ...shared,
    accountSid: settings.TWILIO_ACCOUNT_SID,
    authToken: settings.TWILIO_AUTH_TOKEN,
    number: settings.WHATSAPP_DISPLAY_NUMBER,
    contents: openContents(journal),
    callbacks: openCallbacks(journal),
    faults,
  }
  const world: World = { ...shared, tell: tellWith(webhooks, settings), deliver: deliverWith(webhooks, chats) }
  return { graph, twilio, world, webhooks, resume: () => resume(world) }
}
