import { type Server, sendProblem } from '@astria-bot/service'
import { addContact } from '../contacts/add-contact.ts'
import { Phone } from '../contacts/phone.ts'
import { takeTurns } from '../turns/turn-taker.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { ChannelOfPhone, ContactBody } from './contact-body.ts'
import { readContact } from './read-contact.ts'
import { ContactShape } from './shapes.ts'
import { tryAgain } from './try-again.ts'

/** POST /api/contacts */
export function addContactRoute(api: Server, { db, turns, channels, defaultLanguage }: ApiDependencies): void {
  const schema = {
    summary: 'Adds a contact who has not written yet',
    body: ContactBody.extend({ phone: Phone, channel: ChannelOfPhone }),
    response: { 201: ContactShape },
  }
  api.post('/contacts', { schema, config: { role: 'agent' } }, async ({ body }, reply) => {
    const { phone, channel = channels[0], ...details } = body
    if (!channels.includes(channel)) return sendProblem(reply, 422, { code: 'channel_unknown' }) as never
    const added = await tryAgain(() =>
      takeTurns(turns, async ({ tx, writes }) => {
        const contact = { channel, phone, language: defaultLanguage, ...details }
        return addContact(tx, contact, { writes, nowMs: turns.now() })
      }),
    )
    if (!added.isNew) return sendProblem(reply, 409, { code: 'contact_exists' }) as never
    const contact = await readContact(db, added.contactId)
    return contact ? reply.code(201).send(contact) : (sendProblem(reply, 404) as never)
  })
}
