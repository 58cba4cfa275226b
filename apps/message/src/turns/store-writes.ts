import { type Event, pictureSubmitted } from '@astria-bot/contracts'
import { enqueueEvents, type Transaction } from '@astria-bot/store'
import { tellContacts } from '../contacts/tell-contacts.ts'
import { eraseMergedToo } from '../erasure/erase-merged-too.ts'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import { beginErasure } from '../sql/begin-erasure.ts'
import { changeContacts } from '../sql/change-contacts.ts'
import { correctMessages } from '../sql/correct-messages.ts'
import { insertAlerts } from '../sql/insert-alerts.ts'
import { insertMessages } from '../sql/insert-messages.ts'
import { insertPictures } from '../sql/insert-pictures.ts'
import { rememberChoices } from '../sql/opt-out-contacts.ts'
import { rows } from '../sql/rows.ts'
import { clearTimers, setTimers } from '../sql/set-timers.ts'
import { storeConversations } from '../sql/store-conversations.ts'
import { storeRatings } from '../sql/store-ratings.ts'
import { discardPictures, submitPictures } from '../sql/submit-pictures.ts'
import type { NewPicture, Writes } from './writes.ts'

/** What is needed beside the writes themselves. */
export interface StoreOptions {
  nowMs: number
  /** After this an unsent message is no longer worth sending. */
  messageTtlMs: number
}

/**
 * Writes everything that turns led to. The statements go out together, without waiting for each other's answers: the
 * connection carries them out in this order.
 */
export async function storeWrites(tx: Transaction, writes: Writes, options: StoreOptions): Promise<void> {
  if (writes.erased.size > 0) await eraseMergedToo(tx, writes, options.nowMs)
  const conversations = [...writes.conversations]
    .filter(([contactId]) => !writes.erased.has(contactId))
    .map(([contactId, data]) => ({ contactId, state: data.state, data }))
  const contacts = [...writes.contacts].map(([contactId, change]) => ({ contactId, ...change }))
  const timers = [...writes.timers.values()].filter(timer => !writes.erased.has(timer.contactId))
  const told = new Map([...writes.told].filter(([contactId]) => !writes.erased.has(contactId)))
  const write = (statement: typeof insertMessages, list: readonly object[], ...more: unknown[]) =>
    list.length === 0 ? undefined : tx.query(statement, [rows(list), ...more])

  const [submitted] = await Promise.all([
    submit(tx, writes),
    write(storeConversations, conversations),
    write(changeContacts, contacts),
    write(rememberChoices, writes.choices),
    write(insertMessages, writes.messages, options.messageTtlMs),
    // After the messages themselves: what is corrected may have come in the same batch.
    ...roundsOf(writes.corrections, ({ channel, wamid }) => `${channel} ${wamid}`).map(list =>
      write(correctMessages, list),
    ),
    write(
      setTimers,
      timers.filter(timer => timer.dueAt !== null),
    ),
    write(
      clearTimers,
      timers.filter(timer => timer.dueAt === null),
    ),
    write(discardPictures, writes.discardedSets),
    ...roundsOf(writes.ratings, ({ contactId, orderId }) => `${contactId} ${orderId}`).map(list =>
      write(storeRatings, list),
    ),
    write(insertAlerts, writes.alerts),
    writes.erased.size === 0 ? undefined : tx.query(beginErasure, [[...writes.erased]]),
    tellContacts(tx, told, { nowMs: options.nowMs, introduced: writes.introduced }),
  ])
  await enqueueEvents(tx, 'messaging', [...submissions(writes, submitted, options.nowMs), ...writes.events])
}

type StoredPicture = Omit<NewPicture, 'sentAt'> & { sentAt: Date }

async function submit(tx: Transaction, writes: Writes): Promise<StoredPicture[]> {
  const inserted = writes.pictures.length === 0 ? undefined : tx.query(insertPictures, [rows(writes.pictures)])
  if (writes.submitted.length === 0) {
    await inserted
    return []
  }
  const [stored] = await Promise.all([tx.query<StoredPicture>(submitPictures, [rows(writes.submitted)]), inserted])
  return stored
}

function submissions(writes: Writes, stored: readonly StoredPicture[], nowMs: number): Event[] {
  const byId = new Map(stored.map(picture => [picture.id, picture]))
  return writes.submitted.flatMap(({ pictureId, contactId, setId, causeId }) => {
    const picture = byId.get(pictureId)
    if (!picture) return []
    const attributes = { id: newId(nowMs), subject: contactId, time: new Date(nowMs) }
    const event = messageEvent(
      pictureSubmitted,
      { ...attributes, causationid: causeId },
      {
        pictureId,
        contactId,
        channel: picture.channel,
        messageId: picture.wamid,
        mediaId: picture.mediaId,
        mimeType: picture.mimeType,
        ...(picture.sha256 ? { sha256: picture.sha256 } : {}),
        ...(picture.url ? { url: picture.url } : {}),
        setId,
        sentAt: picture.sentAt.toISOString(),
      },
    )
    return [event]
  })
}

/** A statement may touch a row only once: what concerns the same row twice in one batch goes into statements of its own. */
function roundsOf<Row>(list: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const rounds: { keys: Set<string>; list: Row[] }[] = []
  for (const row of list) {
    const key = keyOf(row)
    // Never before an earlier one of the same key.
    const last = rounds.findLastIndex(({ keys }) => keys.has(key))
    const round = rounds[last + 1]
    if (round) {
      round.keys.add(key)
      round.list.push(row)
    } else rounds.push({ keys: new Set([key]), list: [row] })
  }
  return rounds.map(({ list: rows }) => rows)
}
