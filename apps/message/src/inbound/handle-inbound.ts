import { isEvent, type KnownEvent, messageReceived, opensWindow, TransientError } from '@astria-bot/contracts'
import { rememberEvents } from '@astria-bot/store'
import { newId } from '../ids/new-id.ts'
import { pictureIdOf } from '../ids/picture-id-of.ts'
import { findStoredMessages } from '../sql/find-stored-messages.ts'
import { storable } from '../sql/rows.ts'
import { unparkMessages } from '../sql/unpark-messages.ts'
import { allIds, type Contact } from '../turns/contact.ts'
import { type TurnDependencies, takeTurns } from '../turns/turn-taker.ts'
import { correctionOf } from './correction-of.ts'
import { createDisplayNumbers } from './display-numbers.ts'
import { earlyCorrections } from './early-corrections.ts'
import { inboundMessage, inboundPicture } from './inbound-rows.ts'
import { numberedAnswers } from './numbered-answers.ts'
import { resolveContacts } from './resolve-contacts.ts'
import { toInput } from './to-input.ts'
import { alertUnknownNumbers, unknownNumbers } from './unknown-numbers.ts'
import { pictureKeyOf, withdrawnPictures } from './withdrawn-pictures.ts'

/** The durable consumer of what customers send. */
export const inboundConsumer = 'message-inbound'

/** What handling messages needs. */
export interface InboundDependencies extends TurnDependencies {
  /** The business numbers of this process: what comes to one that nobody has is kept, and has no answer. */
  numbers: ReadonlySet<string>
}

/** Handles messages of customers: a batch is one transaction. */
export function handleInbound(dependencies: InboundDependencies) {
  const { now, crash } = dependencies
  const shown = createDisplayNumbers()
  return async (batch: readonly KnownEvent[]): Promise<void> => {
    let learned = () => {}
    await takeTurns(dependencies, async ({ tx, writes, take }) => {
      const received = batch.filter(event => isEvent(messageReceived, event))
      const names = received.map(({ data }) => ({ channel: data.channel, wamid: data.messageId }))
      const [fresh, stored] = await Promise.all([
        rememberEvents(
          tx,
          'messaging',
          inboundConsumer,
          received.map(event => event.id),
        ),
        tx.query<(typeof names)[number]>(findStoredMessages, [
          [...new Set(names.map(({ channel }) => channel))],
          names.map(({ wamid }) => storable(wamid)),
        ]),
      ])
      const seen = new Set(stored.map(({ channel, wamid }) => `${channel} ${wamid}`))
      const events = received.filter(event => {
        const key = `${event.data.channel} ${event.data.messageId}`
        const isNew = fresh.delete(event.id) && !seen.has(key)
        seen.add(key)
        return isNew
      })
      const { contacts, changed } = await resolveContacts(
        tx,
        events.map(({ data }) => ({ ...data, at: data.sentAt, windowFrom: opensWindow(data) ? data.sentAt : null })),
        { newId: () => newId(now()), nowMs: now(), settings: dependencies.settings },
      )
      crash('inbound:mid-transaction')
      learned = await shown.learn(
        tx,
        events.map(({ data }) => data),
      )

      const written = events.map(({ data }) => data.channel)
      const unknown = await unknownNumbers(tx, written, dependencies.numbers)
      for (const contactId of changed) writes.told.set(contactId, undefined)
      const corrections = events.flatMap((event, index) => {
        const contact = contacts[index]!
        const correction = correctionOf(event.data, contact.id)
        return correction ? [{ correction, contact, eventId: event.id }] : []
      })
      const [early, pictures, tapped] = await Promise.all([
        earlyCorrections(tx, events, contacts),
        withdrawnPictures(tx, corrections),
        numberedAnswers(
          tx,
          events.map(({ data }, index) => ({ contactId: contacts[index]!.id, content: data.content })),
        ),
      ])
      const withdrawn = new Map(pictures)
      writes.corrections.push(...[...early, ...corrections].map(({ correction }) => correction))
      const withdraw = (contact: Contact, pictureId: string, causeId: string) =>
        take(contact, {
          contactId: contact.id,
          input: { kind: 'picture_withdrawn', pictureId },
          causeId,
          reply: false,
        })
      // What was taken back before it came, by the event that told of it.
      const takenBack = new Map(
        early
          .filter(({ correction }) => correction.content === null)
          .map(({ contact, correction, eventId }) => [pictureKeyOf(contact, correction), eventId]),
      )
      events.forEach((event, index) => {
        const contact = contacts[index]!
        // Who writes on after "delete my data" is somebody new, and only the next try can see that.
        if (contact.gone || writes.erased.has(contact.id)) throw new TransientError('the contact has just gone')
        const pictureId = pictureIdOf(event.id)
        const picture = inboundPicture(event, contact.id, pictureId)
        if (picture) {
          writes.pictures.push(picture)
          withdrawn.set(pictureKeyOf(contact, picture), picture.id)
        }
        writes.messages.push(inboundMessage(event, contact.id, now()))
        const input = toInput({ ...event.data, content: tapped.get(index) ?? event.data.content }, pictureId)
        const { channel } = event.data
        if (unknown.has(channel)) return
        const saidAt = Date.parse(event.data.sentAt)
        if (input) take(contact, { contactId: contact.id, input, causeId: event.id, saidAt, reply: true })
        const revoked = picture && takenBack.get(pictureKeyOf(contact, picture))
        if (revoked) withdraw(contact, pictureId, revoked)
        if (event.data.content.type !== 'revoke') return
        const key = pictureKeyOf(contact, { channel, wamid: event.data.content.originalMessageId })
        const its = withdrawn.get(key)
        if (its === undefined) takenBack.set(key, event.id)
        else withdraw(contact, its, event.id)
      })
      const wrote = events.flatMap(({ data }, index) => (opensWindow(data) ? allIds(contacts[index]!) : []))
      if (wrote.length > 0) await tx.query(unparkMessages, [wrote])
      await alertUnknownNumbers(tx, unknown)
    })
    learned()
  }
}
