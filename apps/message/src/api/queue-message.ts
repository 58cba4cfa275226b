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
  if (body.channel !== undefined && !dependencies.channels.includes(body.channel))
    return refused(422, 'channel_unknown')
  const asked = await findContact(dependencies, body, under)
  if (asked === null) return refused(422, 'template_needed')
  // Who became part of somebody else is written to as that one.
  const contact = (await lockContacts(tx, [asked])).get(asked)
  // Only now: who asks the same at the same moment waits at the contact's lock.
  const repeated = await compare(tx, wanted, contact ? [contact.id, ...contact.formerIds] : [asked])
  if (repeated) return repeated
  if (!contact || contact.gone) return refused(404, 'contact_unknown')
  if (contact.optedOut && !body.essential) return refused(409, 'opted_out')
  const { content, template, essential, expiresAt } = body
  writes.messages.push({
    id: messageId,
    contactId: contact.id,
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
  await prolong(tx, contact.id, dependencies.turns.handOverMs)
  return { kind: 'queued' }
}

/** Whom it is for. A number that nobody has written from can only be reached by a template; then it is added. */
async function findContact(
  { channels, defaultLanguage, turns }: ApiDependencies,
  { contactId, phone = '', channel = channels[0], content, template }: SendBody,
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
async function compare(
  tx: Transaction,
  { messageId, body }: WantedMessage,
  contactIds: readonly string[],
): Promise<Queued | null> {
  const [stored] = await tx.query<StoredRequest>(storedRequest, [messageId])
  if (!stored) return null
  const { contactId, ...request } = stored
  const asked = JSON.parse(rows([{ content: body.content, template: body.template ?? null }]))[0]
  return contactIds.includes(contactId) && isDeepStrictEqual({ ...request }, asked)
    ? { kind: 'repeated' }
    : refused(409, 'key_used_for_another')
}
