import { createHash } from 'node:crypto'
import type { Faults } from '../faults/faults.ts'
import type { MediaStore } from '../graph/media-store.ts'
import type { Statuses } from '../graph/statuses.ts'
import type { Chats } from '../phones/chats.ts'
import type { PhoneBook } from '../phones/phone-book.ts'
import type { TheRecord } from '../record/record.ts'
import type { Journal, Table } from '../storage/journal.ts'

/** What was made through the Content API: a template, or a kind of message with buttons. */
export interface Content {
  /** ContentSid */
  id: string
  name: string
  language: string
  types: Record<string, Record<string, unknown>>
  /** An approved template may be sent outside the 24 hours. */
  approved: boolean
}

/** What Twilio's API stands on. */
export interface Twilio {
  accountSid: string
  authToken: string
  /** Digits. */
  number: string
  publicUrl(): string
  phones: PhoneBook
  chats: Chats
  media: MediaStore
  statuses: Statuses
  contents: Table<Content>
  /** Where the statuses of a message go. */
  callbacks: Table<{ id: string; url: string }>
  faults: Faults
  record: TheRecord
}

/** A sid of Twilio: two letters and 32 hexadecimal digits; the same for the same thing. */
export const sidOf = (kind: 'SM' | 'HX' | 'ME', of: string): string => kind + createHash('md5').update(of).digest('hex')

/** The sid of a message: what a phone said has an id of another form. */
export const messageSid = (id: string): string => (id.startsWith('SM') ? id : sidOf('SM', id))

export const openContents = (journal: Journal): Table<Content> => journal.table<Content>('twilio-contents')
export const openCallbacks = (journal: Journal) => journal.table<{ id: string; url: string }>('twilio-callbacks')
