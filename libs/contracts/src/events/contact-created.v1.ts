import { ContactSnapshot } from '../contact-snapshot.ts'
import { defineEvent } from '../event.ts'

export const contactCreated = defineEvent(
  'contact.created.v1',
  'Somebody is known from now on: they wrote for the first time, or an operator added them.',
  ContactSnapshot,
)
