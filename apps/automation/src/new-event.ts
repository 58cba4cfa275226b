import { randomUUID } from 'node:crypto'
import { createEvent, type EventDefinition } from '@astria-bot/contracts'

/** An event of this app about a contact. */
export function newEvent<Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
  contactId: string,
  time: Date,
  data: NoInfer<Data>,
  id: string = randomUUID(),
) {
  return createEvent(definition, { id, source: 'automation', subject: contactId, time }, data)
}
