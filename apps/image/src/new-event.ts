import { randomUUID } from 'node:crypto'
import { type DataOf, eventsOf, type PublishedBy } from '@astria-bot/contracts'

const imageEvent = eventsOf('image')

/** An event of this app about a contact, or about a pack; only those that it may publish. */
export function newEvent<Definition extends PublishedBy<'image'>>(
  definition: Definition,
  subject: string,
  data: NoInfer<DataOf<Definition>>,
) {
  return imageEvent(definition, { id: randomUUID(), subject, time: new Date() }, data)
}
