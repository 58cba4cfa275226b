import { randomUUID } from 'node:crypto'
import { type DataOf, eventsOf, type PublishedBy } from '@astria-bot/contracts'

const automationEvent = eventsOf('automation')

/** An event of this app about a contact; only those that it may publish. */
export function newEvent<Definition extends PublishedBy<'automation'>>(
  definition: Definition,
  contactId: string,
  time: Date,
  data: NoInfer<DataOf<Definition>>,
  id: string = randomUUID(),
) {
  return automationEvent(definition, { id, subject: contactId, time }, data)
}
