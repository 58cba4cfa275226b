import { Language } from '@astria-bot/contracts'
import { isTimeZone } from '../time/zone.ts'
import { conversationStates } from './conversation-states.ts'
import type { Facts } from './facts.ts'
import type { Field } from './field.ts'

/** How long we may write freely after a contact's message (Meta's customer service window). */
export const WINDOW_MS = 24 * 3_600_000

const instant = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text))

/** Whether we may write freely: the contact wrote in the last 24 hours. */
export function isWindowOpen({ contact, occasion, nowMs }: Facts): boolean {
  const lastMs = Math.max(
    instant(contact.lastInboundAt) ?? -Infinity,
    occasion.type === 'message' ? occasion.atMs : -Infinity,
  )
  return nowMs - lastMs < WINDOW_MS
}

/** What is known of the contact. */
export const contactFields: Readonly<Record<string, Field>> = {
  'contact.name': { type: 'text', words: "the contact's name", certain: false, read: ({ contact }) => contact.name },
  'contact.username': {
    type: 'text',
    words: "the contact's user name",
    certain: false,
    read: ({ contact }) => contact.username,
  },
  'contact.language': {
    type: 'choice',
    words: "the contact's language",
    certain: true,
    choices: Language.options,
    read: ({ contact }) => contact.language,
  },
  'contact.channel': { type: 'text', words: 'the channel', certain: true, read: ({ contact }) => contact.channel },
  'contact.timeZone': {
    type: 'text',
    words: "the contact's time zone",
    certain: false,
    refuses: text => (isTimeZone(text) ? undefined : 'There is no such time zone; it is written like Asia/Jerusalem.'),
    read: ({ contact }) => contact.timeZone,
  },
  'contact.birthday': {
    type: 'date',
    words: "the contact's birthday",
    certain: false,
    read: ({ contact }) => contact.birthday,
  },
  'contact.tags': { type: 'tags', words: "the contact's tags", certain: true, read: ({ contact }) => contact.tags },
  'contact.optedIn': {
    type: 'flag',
    words: 'the contact wants our messages',
    certain: true,
    read: ({ contact }) => !contact.optedOut,
  },
  'contact.handedOver': {
    type: 'flag',
    words: 'a person answers the contact',
    certain: true,
    read: ({ contact }) => contact.handedOver,
  },
  'contact.state': {
    type: 'choice',
    words: "the conversation's state",
    certain: true,
    choices: conversationStates,
    read: ({ contact }) => contact.state,
  },
  'contact.createdAt': {
    type: 'instant',
    words: 'the first contact',
    past: true,
    certain: true,
    read: ({ contact }) => instant(contact.createdAt),
  },
  'contact.lastInboundAt': {
    type: 'instant',
    words: "the contact's last message",
    past: true,
    certain: false,
    read: ({ contact }) => instant(contact.lastInboundAt),
  },
  'contact.windowOpen': {
    type: 'flag',
    words: 'the contact wrote in the last 24 hours',
    certain: true,
    read: isWindowOpen,
  },
}
