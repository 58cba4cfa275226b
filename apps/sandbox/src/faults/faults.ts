import type { Random } from '../random.ts'
import { type Fault, type FaultKind, matches, type Occasion } from './fault.ts'

export interface ActiveFault extends Fault {
  id: number
  /** How often it has struck. */
  used: number
}

export interface Faults {
  add(fault: Fault): ActiveFault
  list(): readonly ActiveFault[]
  clear(): void
  /** The first fault of these kinds that strikes now; it is counted. */
  strike(kinds: readonly FaultKind[], occasion: Occasion): ActiveFault | undefined
}

export function createFaults(random: Random): Faults {
  let faults: ActiveFault[] = []
  let lastId = 0
  return {
    add(fault) {
      const active = { ...fault, id: ++lastId, used: 0 }
      faults.push(active)
      return active
    },
    list: () => faults,
    clear() {
      faults = []
    },
    strike(kinds, occasion) {
      for (const fault of faults) {
        if (fault.times !== undefined && fault.used >= fault.times) continue
        if (!kinds.includes(fault.what) || !matches(fault, occasion)) continue
        if (fault.probability < 1 && random.next() >= fault.probability) continue
        fault.used++
        return fault
      }
      return undefined
    },
  }
}
