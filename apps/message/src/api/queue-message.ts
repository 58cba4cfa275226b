import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '@astria-bot/store'
import { uploadKeyOf } from '@astria-bot/whatsapp'
import { addContact, findByPhone } from '../contacts/add-contact.ts'
import { prolong } from '../contacts/hand-over.ts'
import { rows } from '../sql/rows.ts'
import { type StoredRequest, storedRequest } from '../sql/stored-request.ts'
import { lockContacts } from '../turns/lock-contacts.ts'
import { type Turns, takeTurns } from '../turns/turn-taker.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import type { SendBody } from './send-body.ts'
import { tryAgain } from './try-again.ts'

/** A message that an operator wants to be sent. */
export interface WantedMessage {
  messageId: string
  body: SendBody
  /** The name of their key. */
  operator: string
}

/** What became of it. */
export type Queued = { kind: 'queued' | 'repeated' } | { kind: 'refused'; status: 404 | 409 | 422; code: string }

const refused = (status: 404 | 409 | 422, code: string): Queued => ({ kind: 'refused', status, code })

/** Puts an operator's message into the queue, once for its id. */
export function queueMessage(dependencies: ApiDependencies, wanted: WantedMessage): Promise<Queued> {
  return tryAgain(() => takeTurns(dependencies.turns, under => queue(dependencies, wanted, under)))
}

async function queue(dependencies: ApiDependencies, wanted: WantedMessage, under: Turns): Promise<Queued> {
  const { tx, writes } = under
  const { messageId, body, operator } = wanted
  const contactId = await findContact(dependencies, body, under)
  if (contactId === null) return refused(422, 'template_needed')
  const contact = (await lockContacts(tx, [contactId])).get(contactId)
  // Only now: who asks the same at the same moment waits at the contact's lock.
  const repeated = await compare(tx, wanted, contactId)
  if (repeated) return repeated
  if (!contact || contact.gone || contact.id !== contactId) return refused(404, 'contact_unknown')
  if (contact.optedOut && !body.essential) return refused(409, 'opted_out')
  const { content, template, essential, expiresAt } = body
  writes.messages.push({
    id: messageId,
    contactId,
    channel: contact.channel,
    direction: 'out',
    type: content.type,
    content,
    state: 'queued',
    essential,
    fileKey: uploadKeyOf(content),
    template,
    requester: { kind: 'operator', name: operator },
    expiresAt,
  })
  await prolong(tx, contactId, dependencies.turns.handOverMs)
  return { kind: 'queued' }
}

/** Whom it is for. A number that nobody has written from can only be reached by a template; then it is added. */
async function findContact(
  { channel, defaultLanguage, turns }: ApiDependencies,
  { contactId, phone = '', content, template }: SendBody,
  { tx, writes }: Turns,
): Promise<string | null> {
  if (contactId !== undefined) return contactId
  const known = await findByPhone(tx, channel, phone)
  if (known !== null) return known
  if (template === undefined && content.type !== 'template') return null
  const added = await addContact(tx, { channel, phone, language: defaultLanguage }, { writes, nowMs: turns.now() })
  return added.contactId
}

/** Whether the message is there already: as it is wanted now, or another one under the same key. */
async function compare(tx: Transaction, { messageId, body }: WantedMessage, contactId: string): Promise<Queued | null> {
  const [stored] = await tx.query<StoredRequest>(storedRequest, [messageId])
  if (!stored) return null
  const asked = JSON.parse(rows([{ contactId, content: body.content, template: body.template ?? null }]))[0]
  return isDeepStrictEqual({ ...stored }, asked) ? { kind: 'repeated' } : refused(409, 'key_used_for_another')
}
