import type { Journal } from '../storage/journal.ts'
import { type ChatMessage, statusRank } from './chat-message.ts'

export type ChatEvent =
  | { event: 'message'; message: ChatMessage }
  | { event: 'typing'; until: number }
  | { event: 'cleared' }

export interface Chats {
  /** Oldest first. */
  of(phone: string): readonly ChatMessage[]
  find(messageId: string): ChatMessage | undefined
  put(message: ChatMessage): void
  /** Raises a status; false when it would go back. */
  raise(message: ChatMessage, status: ChatMessage['status']): boolean
  typing(phone: string, forMs: number): void
  typingUntil(phone: string): number
  clear(phone: string): void
  subscribe(phone: string, listener: (event: ChatEvent) => void): () => void
}

export function createChats(journal: Journal): Chats {
  const messages = journal.table<ChatMessage>('messages')
  const byPhone = new Map<string, ChatMessage[]>()
  const listeners = new Map<string, Set<(event: ChatEvent) => void>>()
  const typing = new Map<string, number>()

  const chatOf = (phone: string) => {
    const chat = byPhone.get(phone) ?? []
    if (!byPhone.has(phone)) byPhone.set(phone, chat)
    return chat
  }
  for (const message of messages.all()) chatOf(message.phone).push(message)

  const tell = (phone: string, event: ChatEvent) => {
    for (const listener of listeners.get(phone) ?? []) listener(event)
  }
  const setTyping = (phone: string, until: number) => {
    typing.set(phone, until)
    tell(phone, { event: 'typing', until })
  }
  const put = (message: ChatMessage) => {
    if (!messages.get(message.id)) {
      chatOf(message.phone).push(message)
      if (message.from === 'business' && typing.has(message.phone)) setTyping(message.phone, 0)
    }
    messages.put(message)
    tell(message.phone, { event: 'message', message })
  }
  return {
    of: phone => byPhone.get(phone) ?? [],
    find: id => messages.get(id),
    put,
    raise(message, status) {
      if (statusRank[status] <= statusRank[message.status]) return false
      message.status = status
      put(message)
      return true
    },
    typing: (phone, forMs) => setTyping(phone, Date.now() + forMs),
    typingUntil: phone => typing.get(phone) ?? 0,
    clear(phone) {
      for (const message of byPhone.get(phone) ?? []) messages.delete(message.id)
      byPhone.delete(phone)
      tell(phone, { event: 'cleared' })
    },
    subscribe(phone, listener) {
      const set = listeners.get(phone) ?? new Set()
      listeners.set(phone, set.add(listener))
      return () => set.delete(listener)
    },
  }
}
