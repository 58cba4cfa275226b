import type { DataOf, MessageContent, messageReceived } from '@astria-bot/contracts'

/** Somebody showed up: how they are called, and from when on we may write to them freely (null: they did not write). */
export interface Sighting extends Pick<DataOf<typeof messageReceived>, 'channel' | 'contact'> {
  content?: MessageContent
  windowFrom: string | null
}
