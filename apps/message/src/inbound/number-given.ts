import type { MessageContent } from '@astria-bot/contracts'
import { z } from 'zod'
import { Phone } from '../contacts/phone.ts'

/** WhatsApp's own writing of the number comes first; without it, as the phone's address book has it. */
const Card = z.object({
  phones: z.tuple(
    [z.object({ wa_id: Phone.optional().catch(undefined), phone: Phone.optional().catch(undefined) })],
    z.unknown(),
  ),
})

/** The sender's own number, where the message is the answer to our question for it: a card that somebody shares is not. */
export function numberGiven(content: MessageContent | undefined): string | undefined {
  if (content?.type !== 'contacts' || content.origin !== 'contact_request') return undefined
  const [own] = Card.safeParse(content.contacts[0]).data?.phones ?? []
  return own?.wa_id ?? own?.phone
}
