import {
  type DataOf,
  erasureRequested,
  orderPlaced,
  type PublishedBy,
  pictureWithdrawn,
  portraitsRated,
} from '@astria-bot/contracts'
import type { Effect } from '@astria-bot/conversation'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import type { EffectContext } from './effect-context.ts'
import { outboundMessage } from './outbound-message.ts'
import type { ContactChange } from './writes.ts'

/** Turns one effect of a decision into rows and events. */
export function collectEffect(effect: Effect, context: EffectContext): void {
  const { contact, turn, saidAt, writes } = context
  const contactId = contact.id
  switch (effect.kind) {
    case 'say':
      writes.messages.push(outboundMessage(effect, context))
      return
    case 'acknowledge':
      writes.acknowledged.push({ channel: contact.channel, wamid: effect.messageId })
      return
    case 'submit_picture':
      writes.submitted.push({ pictureId: effect.pictureId, contactId, setId: effect.setId, causeId: turn.causeId })
      return
    case 'discard_pictures':
      writes.discardedSets.push({ contactId, setId: effect.setId })
      return
    case 'withdraw_picture':
      publish(pictureWithdrawn, context, { pictureId: effect.pictureId, contactId })
      return
    case 'place_order':
      publish(orderPlaced, context, {
        ...effect.order,
        contactId,
        pictureIds: [...effect.order.pictureIds],
        termsAcceptedAt: iso(effect.order.termsAcceptedAt),
      })
      return
    case 'set_timer':
    case 'clear_timer': {
      const dueAt = effect.kind === 'set_timer' ? iso(effect.at) : null
      writes.timers.set(`${contactId} ${effect.name}`, { contactId, name: effect.name, dueAt })
      return
    }
    case 'record_consent':
      change(context, { consentVersion: effect.version, consentAt: iso(effect.at) })
      return
    case 'set_language':
      change(context, { language: effect.language })
      writes.told.set(contactId, turn.causeId)
      return
    case 'opt_out':
    case 'opt_in':
      change(context, { optedOut: effect.kind === 'opt_out' })
      writes.choices.push({
        contactId,
        optedOut: effect.kind === 'opt_out',
        at: iso(saidAt),
        source: 'keyword',
      })
      if (contact.optedOut !== (effect.kind === 'opt_out')) writes.told.set(contactId, turn.causeId)
      return
    case 'record_rating':
      writes.ratings.push({ contactId, orderId: effect.orderId, stars: effect.stars, feedback: null })
      publish(portraitsRated, context, {
        orderId: effect.orderId,
        contactId,
        stars: effect.stars,
        feedbackGiven: false,
      })
      return
    case 'record_feedback':
      writes.ratings.push({ contactId, orderId: effect.orderId, stars: null, feedback: effect.text })
      publish(portraitsRated, context, { orderId: effect.orderId, contactId, feedbackGiven: true })
      return
    case 'erase':
      writes.erased.add(contactId)
      publish(erasureRequested, context, { contactId })
      return
    case 'alert':
      writes.alerts.push({ contactId, reason: effect.reason, orderId: effect.orderId ?? null })
      return
  }
}

const iso = (instant: number) => new Date(instant).toISOString()

function change({ contact, writes }: EffectContext, change: ContactChange): void {
  writes.contacts.set(contact.id, { ...writes.contacts.get(contact.id), ...change })
}

function publish<Definition extends PublishedBy<'message'>>(
  definition: Definition,
  context: EffectContext,
  data: NoInfer<DataOf<Definition>>,
): void {
  const { contact, turn, nowMs, writes } = context
  const attributes = { id: newId(nowMs), subject: contact.id, time: new Date(nowMs) }
  writes.events.push(messageEvent(definition, { ...attributes, causationid: turn.causeId }, data))
}
