import type { AccountChange } from '@astria-bot/contracts'
import { type Fields, fields } from '../values.ts'
import { BrokenItem } from '../webhook/broken-item.ts'
import { accountReaders } from './read-account-news.ts'
import { groupReaders } from './read-group-change.ts'
import { numberReaders } from './read-number-change.ts'
import { personReaders } from './read-person-change.ts'
import { phoneAppReaders } from './read-phone-app-change.ts'
import { templateReaders } from './read-template-change.ts'

const readers: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  ...templateReaders,
  ...numberReaders,
  ...accountReaders,
  ...personReaders,
  ...phoneAppReaders,
  ...groupReaders,
}

/**
 * Reads what a field of a webhook tells. What is not known, or cannot be read, is `other`: the event keeps it as it
 * came. Never throws.
 */
export function readAccountChange(field: string, value: unknown): AccountChange {
  const known = Object.hasOwn(readers, field) ? readers[field] : undefined
  const part = fields(value)
  if (!known || !part) return { kind: 'other' }
  try {
    return known(part) ?? { kind: 'other' }
  } catch (error) {
    if (error instanceof BrokenItem) return { kind: 'other' }
    throw error
  }
}
