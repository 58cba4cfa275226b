import type { ContactSnapshot } from '@astria-bot/contracts'
import { isTimeZone } from '../core/index.ts'

/** The zone in which a contact's days begin: their own, or another one where it is not known (or no zone at all). */
export function contactZone<Zone extends string | null>(
  { timeZone }: Pick<ContactSnapshot, 'timeZone'>,
  otherwise: Zone,
): string | Zone {
  return timeZone !== undefined && isTimeZone(timeZone) ? timeZone : otherwise
}
