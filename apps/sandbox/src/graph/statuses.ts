import type { ChatMessage, ChatStatus } from '../phones/chat-message.ts'
import type { Chats } from '../phones/chats.ts'
import type { PhoneBook } from '../phones/phone-book.ts'
import type { Stoppable } from '../stoppable.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import type { History } from './message-history.ts'

export interface Statuses {
  /** Lets sent, delivered (and read) follow a message. */
  follow(message: ChatMessage): void
  /** It will not arrive, for this reason. */
  fail(message: ChatMessage, errorCode: number): void
  /** A reaction yields only `sent`. */
  followReaction(id: string, phone: string, tag: string | undefined): void
  /** The person has seen the chat: everything that was delivered becomes read. */
  read(phone: string): number
}

export interface StatusOptions {
  phones: PhoneBook
  chats: Chats
  webhooks: Webhooks
  history: History
  life: Stoppable
  /** False: nothing follows a send (for benchmarks of sending alone). */
  enabled: boolean
  delayMs: number
  autoRead: boolean
}

type Word = Exclude<ChatStatus, 'pending' | 'failed'>

export function createStatuses(options: StatusOptions): Statuses {
  const { phones, chats, webhooks, history, life, enabled, delayMs, autoRead } = options
  function announce(id: string, phoneId: string, status: Word, tag: string | undefined): void {
    const phone = phones.ensure(phoneId)
    const item = {
      id,
      status,
      timestamp: String(Math.floor(Date.now() / 1000)),
      ...(phone.hideNumber ? {} : { recipient_id: phone.id }),
      recipient_user_id: phone.userId,
      ...(tag ? { biz_opaque_callback_data: tag } : {}),
      ...(status === 'read'
        ? {}
        : { pricing: { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' } }),
    }
    const { arrived } = history.add(id, status, true)
    webhooks.enqueue({ phone, kind: 'status', id, status, item, onAccepted: arrived })
  }
  const raise = (message: ChatMessage, status: Word) => {
    if (chats.raise(message, status)) announce(message.id, message.phone, status, message.tag)
  }
  return {
    follow(message) {
      if (!enabled) return
      life.after(delayMs, () => {
        raise(message, 'sent')
        life.after(delayMs, () => {
          raise(message, 'delivered')
          if (autoRead) life.after(delayMs, () => raise(message, 'read'))
        })
      })
    },
    fail(message, error_code) {
      if (!enabled) return
      life.after(delayMs, () => {
        const status = 'undelivered'
        const item = { id: message.id, status, error_code }
        webhooks.enqueue({ phone: phones.ensure(message.phone), kind: 'status', id: message.id, status, item })
      })
    },
    followReaction(id, phone, tag) {
      if (enabled) life.after(delayMs, () => announce(id, phone, 'sent', tag))
    },
    read(phone) {
      const unread = chats.of(phone).filter(message => message.from === 'business' && message.status === 'delivered')
      for (const message of unread) raise(message, 'read')
      return unread.length
    },
  }
}
