import type { Facts, Occasion } from '@astria-bot/automation/core'
import type { ContactSnapshot } from '@astria-bot/contracts'

/** A contact of whom little is known. */
export function contactOf(more: Partial<ContactSnapshot> = {}): ContactSnapshot {
  return {
    contactId: '018f0000-0000-7000-8000-000000000001',
    channel: '100',
    version: 1,
    keys: ['key-1'],
    language: 'en',
    tags: [],
    attributes: {},
    optedOut: false,
    state: 'NEW',
    handedOver: false,
    createdAt: '2026-11-01T08:00:00.000Z',
    ...more,
  }
}

/** What is known when a contact writes "hi" on a Saturday evening in Jerusalem. */
export function factsOf(more: Partial<Facts> = {}): Facts {
  const nowMs = Date.parse('2026-11-21T18:00:00Z')
  const occasion: Occasion = {
    type: 'message',
    atMs: nowMs,
    messageId: 'wamid.1',
    channel: '100',
    kind: 'text',
    text: 'hi',
    firstOfDay: true,
  }
  return { nowMs, zone: 'Asia/Jerusalem', contact: contactOf(), orders: [], models: [], occasion, ...more }
}
