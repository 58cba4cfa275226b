import { createEvent, type DataOf, type Event, type EventAttributes, type EventDefinition } from './event.ts'
import { type ConsumerDefinition, type TrafficApp, traffic } from './traffic.ts'

/** An event that the list lets an app say. */
export type PublishedBy<App extends TrafficApp> = (typeof traffic)[App]['publishes'][number]

/** The name of a durable consumer of an app. */
export type DurableOf<App extends TrafficApp> = (typeof traffic)[App]['consumes'][number]['durable']

/** How an app makes its events. */
export type CreateEventOf<App extends TrafficApp> = <Definition extends PublishedBy<App>>(
  definition: Definition,
  attributes: Omit<EventAttributes, 'source'>,
  data: NoInfer<DataOf<Definition>>,
) => Event<Definition['type'], DataOf<Definition>>

/** Makes an app's events: one that is not in its list (`traffic`), and that its account may not publish, does not compile. */
export function eventsOf<App extends TrafficApp>(app: App): CreateEventOf<App> {
  return (definition, attributes, data) =>
    createEvent(definition as EventDefinition, { ...attributes, source: app }, data) as never
}

/** A consumer of an app with the events that the list gives it: nothing else can be listened to. */
export function consumerOf<App extends TrafficApp>(app: App, durable: DurableOf<App>): ConsumerDefinition {
  const consumers: readonly ConsumerDefinition[] = traffic[app].consumes
  return consumers.find(one => one.durable === durable)!
}
