import type { Storage } from './harness.ts'
import { suiteOfConsuming } from './suite-consuming.ts'
import { suiteOfFailing } from './suite-failing.ts'
import { suiteOfForgetting } from './suite-forgetting.ts'
import { suiteOfPublishing } from './suite-publishing.ts'
import { suiteOfStopping } from './suite-stopping.ts'

/** What every bus promises, tested on one of them. */
export function busSuite(name: string, start: () => Promise<Storage>): void {
  suiteOfPublishing(name, start)
  suiteOfConsuming(name, start)
  suiteOfFailing(name, start)
  suiteOfForgetting(name, start)
  suiteOfStopping(name, start)
}
