import type { Bus, BusOptions } from '@astria-bot/bus'
import { type Test, test } from 'tap'
import type { Storage } from './harness.ts'

/** A test with a storage of its own; whatever was opened is closed at the end. */
export interface Fixture<S extends Storage = Storage> {
  t: Test
  storage: S
  open(options?: Partial<BusOptions>): Promise<Bus>
}

export function testWith<S extends Storage>(
  name: string,
  start: () => Promise<S>,
  body: (fixture: Fixture<S>) => Promise<void>,
): void {
  test(name, async t => {
    const storage = await start()
    const opened: Bus[] = []
    const open = async (options?: Partial<BusOptions>) => {
      const bus = await storage.open(options)
      opened.push(bus)
      return bus
    }
    try {
      await body({ t, storage, open })
    } finally {
      await Promise.all(opened.map(bus => bus.close()))
      await storage.dispose()
    }
  })
}
