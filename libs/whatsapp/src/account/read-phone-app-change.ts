import type { AccountChange } from '@astria-bot/contracts'
import { errorCode, type Fields, fields, finite, list, present, text, textId } from '../values.ts'
import { readContent } from '../webhook/read-content.ts'
import { readInstant } from '../webhook/read-instant.ts'
import { personIn } from './person-in.ts'

/** A number that is also used in the phone app tells what is done there: one reader per field, each of one item. */
export const phoneAppReaders: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  smb_message_echoes: value => {
    const [messageId, at] = [textId(value.id), readInstant(value.timestamp)]
    if (messageId === undefined || at === undefined) return undefined
    return { kind: 'echo', ...personIn(value.to, value.to_user_id), messageId, at, content: readContent(value) }
  },
  history: value => {
    const about = fields(value.metadata)
    const thread = fields(value.thread)
    const declined = errorCode(fields(list(value.errors)[0])?.code)
    if (about === undefined && thread === undefined && declined === undefined) return undefined
    return present({
      kind: 'history',
      ...personIn(thread?.id, fields(thread?.context)?.user_id),
      phase: finite(about?.phase),
      chunk: finite(about?.chunk_order),
      progress: finite(about?.progress),
      messages: list(thread?.messages).length,
      declined,
    }) as AccountChange
  },
  smb_app_state_sync: value => {
    const action = text(value.action)
    const contact = fields(value.contact)
    if (action === undefined || contact === undefined) return undefined
    return present({
      kind: 'address_book',
      ...personIn(contact.phone_number, contact.user_id),
      action: action.toLowerCase(),
      name: text(contact.full_name) ?? text(contact.first_name),
      at: readInstant(fields(value.metadata)?.timestamp),
    }) as AccountChange
  },
}
