import { randomUUID } from 'node:crypto'
import { createEvent, type EventDefinition } from '@astria-bot/contracts'

/** An event of this app about a contact, or about a pack. */
export function newEvent<Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
  subject: string,
  data: NoInfer<Data>,
) {
  return createEvent(definition, { id: randomUUID(), source: 'image', subject, time: new Date() }, data)
}
