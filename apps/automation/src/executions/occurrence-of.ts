import type { Occasion } from '../core/index.ts'

/** Names what happened, so that an automation runs once for it, however often it is told. */
export function occurrenceOf(occasion: Occasion): string {
  switch (occasion.type) {
    case 'new_contact':
      return 'new_contact'
    case 'message':
      return `message:${occasion.messageId}`
    case 'system_event':
      return `${occasion.event}:${occasion.key}`
    case 'contact_changed':
      return `changed:${occasion.key}`
    case 'slot':
    case 'manual':
      return occasion.key
  }
}
