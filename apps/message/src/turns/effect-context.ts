import type { Contact } from './contact.ts'
import type { Turn } from './turn.ts'
import type { Writes } from './writes.ts'

/** Where an effect comes from and where what follows from it goes. */
export interface EffectContext {
  contact: Contact
  turn: Turn
  /** When what led to it was said, if that is known. */
  saidAt: number
  nowMs: number
  writes: Writes
}
