import type { Phone } from '../phones/phone.ts'

/** One update of a webhook: a message that came in, or a status of one that went out. */
export interface Update {
  phone: Phone
  kind: 'message' | 'status'
  /** The wamid it is about. */
  id: string
  status?: string
  /** As it stands in `messages[]` or `statuses[]`. */
  item: Record<string, unknown>
  /** When the receiver has answered 200 for the first time. */
  onAccepted?: () => void
}
