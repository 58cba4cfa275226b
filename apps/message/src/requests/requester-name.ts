import type { contactChangeRequested, DataOf } from '@astria-bot/contracts'

/** Who asked, in a word. */
export function requesterName(requester: DataOf<typeof contactChangeRequested>['requester']): string {
  return requester.kind === 'operator' ? requester.name : `automation ${requester.automationId}`
}
