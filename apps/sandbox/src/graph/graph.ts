import type { Faults } from '../faults/faults.ts'
import type { Chats } from '../phones/chats.ts'
import type { PhoneBook } from '../phones/phone-book.ts'
import type { TheRecord } from '../record/record.ts'
import type { MediaStore } from './media-store.ts'
import type { History } from './message-history.ts'
import type { Rates } from './rates.ts'
import type { Statuses } from './statuses.ts'
import type { Templates } from './templates.ts'

/** What the Graph API stands on. */
export interface Graph {
  apiKey: string
  numberId: string
  businessId: string
  displayNumber: string
  businessName: string
  /** False: a number that never wrote gets a phone with an open window (for benchmarks). */
  strictRecipients: boolean
  publicUrl(): string
  phones: PhoneBook
  chats: Chats
  media: MediaStore
  templates: Templates
  statuses: Statuses
  history: History
  rates: Rates
  faults: Faults
  record: TheRecord
}
