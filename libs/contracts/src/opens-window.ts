import type { DataOf } from './event.ts'
import type { messageReceived } from './events/whatsapp-message-received.v1.ts'

/**
 * Whether the contact wrote to us, which opens the 24 hours in which we may write freely: what is said in a group is not said
 * to us alone, and what WhatsApp itself notes nobody wrote.
 */
export const opensWindow = ({ groupId, content }: DataOf<typeof messageReceived>): boolean =>
  groupId === undefined && content.type !== 'system'
