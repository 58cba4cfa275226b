import { contactOf } from '../phones/phone.ts'
import { escapedJson } from './escaped-json.ts'
import type { Update } from './update.ts'

export interface Sender {
  businessId: string
  numberId: string
  displayNumber: string
}

/** The body of one POST, byte for byte as it is signed. */
export function envelope(sender: Sender, updates: readonly Update[]): string {
  const messages = updates.filter(update => update.kind === 'message').map(update => update.item)
  const statuses = updates.filter(update => update.kind === 'status').map(update => update.item)
  // A failed status comes without `contacts`.
  const known = new Map(updates.filter(update => update.status !== 'failed').map(({ phone }) => [phone.id, phone]))
  return escapedJson({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: sender.businessId,
        changes: [
          {
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: sender.displayNumber, phone_number_id: sender.numberId },
              ...(known.size ? { contacts: [...known.values()].map(contactOf) } : {}),
              ...(messages.length ? { messages } : {}),
              ...(statuses.length ? { statuses } : {}),
            },
            field: 'messages',
          },
        ],
      },
    ],
  })
}
