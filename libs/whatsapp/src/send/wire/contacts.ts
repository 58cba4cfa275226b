import type { Content } from '../content.ts'
import { optional, optionals, type Wire } from './parts.ts'

function card({ name, phones, emails, urls, company }: Content<'contacts'>['contacts'][number]): Wire {
  return {
    // Meta wants at least one part of the name beside the whole.
    name: {
      formatted_name: name.formatted,
      first_name: name.first ?? name.formatted,
      ...optional('last_name', name.last),
    },
    ...optional(
      'phones',
      phones?.map(({ phone, type, waId }) => ({ phone, ...optionals({ type, wa_id: waId }) })),
    ),
    ...optionals({ emails, urls }),
    ...optional('org', company && { company }),
  }
}

/** Cards of people. */
export const contactsWire = ({ contacts }: Content<'contacts'>): Wire => ({
  type: 'contacts',
  contacts: contacts.map(card),
})
