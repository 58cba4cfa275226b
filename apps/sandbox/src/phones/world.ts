import type { MediaStore } from '../graph/media-store.ts'
import type { Rates } from '../graph/rates.ts'
import type { Statuses } from '../graph/statuses.ts'
import type { TheRecord } from '../record/record.ts'
import type { ChatMessage } from './chat-message.ts'
import type { Chats } from './chats.ts'
import type { Phone } from './phone.ts'
import type { PhoneBook } from './phone-book.ts'

/** What phones stand on. */
export interface World {
  displayNumber: string
  businessName: string
  publicUrl(): string
  phones: PhoneBook
  chats: Chats
  media: MediaStore
  statuses: Statuses
  rates: Rates
  record: TheRecord
  /** Tells something of the number that is no message: a field and its value. */
  tell(field: string, value: Record<string, unknown>): void
  /** Hands a message to the webhooks. */
  deliver(phone: Phone, message: ChatMessage): void
}
