import type { ContactSnapshot } from '@astria-bot/contracts'
import { contactKey } from '@astria-bot/whatsapp'
import type { SnapshotRow } from '../sql/load-snapshots.ts'

/** A contact as others may know it. */
export function toSnapshot(row: SnapshotRow): ContactSnapshot {
  const { id, channel, version, language, tags, attributes, optedOut, state, handedOver } = row
  const keys = row.aliases.flatMap(
    ({ kind, value }) => contactKey(kind === 'phone' ? { phone: value } : { userId: value }) ?? [],
  )
  return {
    contactId: id,
    channel,
    version,
    keys: [...new Set(keys)],
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.username === null ? {} : { username: row.username }),
    language: language ?? 'en',
    ...(row.timeZone === null ? {} : { timeZone: row.timeZone }),
    ...(row.birthday === null ? {} : { birthday: row.birthday }),
    tags,
    attributes,
    optedOut,
    state,
    handedOver,
    createdAt: row.createdAt.toISOString(),
    ...(row.lastInboundAt === null ? {} : { lastInboundAt: row.lastInboundAt.toISOString() }),
  }
}
