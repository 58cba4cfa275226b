import type { DataOf, EventDefinition } from '@astria-bot/contracts'
import type { Studio } from './studio.ts'

/** Listens to what the app tells the others. */
export async function listen<Definition extends EventDefinition>(studio: Studio, definition: Definition) {
  const heard: { data: DataOf<Definition>; subject: string; causationid: string | undefined }[] = []
  const consumer = await studio.bus.consume({
    durable: `judge-${definition.type.replaceAll('.', '-')}`,
    events: [definition],
    async handle(events) {
      for (const { data, subject, causationid } of events)
        heard.push({ data: data as DataOf<Definition>, subject, causationid })
    },
  })
  return {
    heard,
    of: (contactId: string) => heard.filter(({ subject }) => subject === contactId),
    stop: () => consumer.drain(),
  }
}
