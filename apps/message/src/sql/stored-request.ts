import type { OutboundContent, TemplateContent } from '@astria-bot/contracts'
import type { Statement } from '@astria-bot/store'

/** A message as it was asked for. */
export interface StoredRequest {
  contactId: string
  content: OutboundContent
  template: TemplateContent | null
}

/** Parameter: id of the message. */
export const storedRequest: Statement = {
  name: 'messaging:stored-request',
  text: 'select contact_id as "contactId", content, template from messaging.messages where id = $1::uuid',
}
