import { RejectedError } from '@astria-bot/contracts'
import { z } from 'zod'
import type { AutomationRow } from './automation-rows.ts'

/** Changes with each version, and when it is switched on or off. */
export function entityTag({ version, updatedAt }: Pick<AutomationRow, 'version' | 'updatedAt'>): string {
  return `"${version}-${updatedAt.getTime()}"`
}

/** Headers of a request that changes an automation. */
export const IfMatch = z.object({
  'if-match': z
    .string()
    .max(1000)
    .optional()
    .describe('The ETag as it was read: if the automation is another one by now, nothing is changed (412).'),
})

/** Throws RejectedError (`precondition_failed`, 412) if an automation is not the one that a request was made for. */
export function requireMatch(given: string | undefined, row: AutomationRow): void {
  if (given === undefined || given.trim() === '*') return
  // Weak tags never match: RFC 9110, 13.1.1.
  if (given.split(',').some(tag => tag.trim() === entityTag(row))) return
  throw new RejectedError('precondition_failed', 'the automation was changed by somebody else')
}
