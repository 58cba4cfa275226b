import type { TimerName } from '@astria-bot/conversation'
import { handBack, handBackTimer } from '../contacts/hand-over.ts'
import { dueTimers, type Timer, takeTimers } from '../sql/due-timers.ts'
import { lockContacts } from '../turns/lock-contacts.ts'
import { type TurnDependencies, takeTurns } from '../turns/turn-taker.ts'

const atOnce = 32

/** Rings the timers that are due, each once, whatever number of replicas tries. Answers how many there were. */
export async function ringTimers(dependencies: TurnDependencies): Promise<number> {
  const due = await dependencies.db.query<Timer>(dueTimers, [atOnce])
  if (due.length === 0) return 0
  let rung = 0
  await takeTurns(dependencies, async ({ tx, take, writes }) => {
    // Contacts first, then their timers: a turn takes the same locks in the same order.
    const contacts = await lockContacts(
      tx,
      due.map(timer => timer.contactId),
      { onlyFree: true },
    )
    const taken = await tx.query<Timer>(takeTimers, [[...contacts.keys()]])
    rung = taken.length
    const over = taken.filter(({ name }) => name === handBackTimer).map(({ contactId }) => contactId)
    if (over.length > 0) for (const id of await handBack(tx, over)) writes.told.set(id, undefined)
    for (const { contactId, name } of taken) {
      if (name === handBackTimer) continue
      const input = { kind: 'timer_due', name: name as TimerName } as const
      take(contacts.get(contactId), { contactId, input, causeId: `timer:${name}`, reply: false })
    }
  })
  return rung
}
