import { RejectedError } from '@astria-bot/contracts'
import type { Channels } from '../channels/open-channels.ts'
import { askAgain, type SilentMessage, takeSilentMessages } from '../sql/silent-messages.ts'
import type { StatusUpdate } from './apply-statuses.ts'
import { applyUpdates, type StatusDependencies } from './handle-statuses.ts'

const atOnce = 20

/**
 * Asks the provider about messages that it accepted and whose statuses did not come: webhooks get lost for good after a
 * long outage. Answers how many were asked about. A question that gets no answer is put again.
 */
export async function askHistory(statuses: StatusDependencies, channels: Channels, silentMs: number): Promise<number> {
  const silent = await statuses.db.query<SilentMessage>(takeSilentMessages, [[...channels.keys()], silentMs, atOnce])
  const unanswered: string[] = []
  const found = await Promise.all(
    silent.map(message =>
      historyOf(message, channels, statuses.now()).catch(error => {
        if (!(error instanceof RejectedError)) unanswered.push(message.id)
        return []
      }),
    ),
  )
  const updates = found.flat()
  if (unanswered.length > 0) await statuses.db.query(askAgain, [unanswered])
  if (updates.length > 0) await applyUpdates(statuses, updates)
  return silent.length
}

async function historyOf(
  { id, channel, wamid }: SilentMessage,
  channels: Channels,
  nowMs: number,
): Promise<StatusUpdate[]> {
  const events = await channels.get(channel)!.client.messageHistory(wamid)
  return events.map(({ status, at, errorCode = null }) => ({
    eventId: `history:${wamid}:${status}`,
    channel,
    wamid,
    messageId: id,
    status,
    at: at === undefined ? new Date(nowMs) : new Date(at),
    errorCode,
    errorDetail: null,
    pricing: null,
    charged: null,
  }))
}
