import type { DataOf, MessageContent, messageReceived } from '@astria-bot/contracts'

/** Somebody showed up at `at`: how they are called, and from when on we may write to them freely (null: they did not write). */
export interface Sighting extends Pick<DataOf<typeof messageReceived>, 'channel' | 'contact'> {
  content?: MessageContent
  at: string
  windowFrom: string | null
}
