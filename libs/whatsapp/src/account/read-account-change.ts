import type { accountChanged, DataOf } from '@astria-bot/contracts'
import { type Fields, fields } from '../values.ts'
import { BrokenItem } from '../webhook/broken-item.ts'
import type { AccountChange } from './account-change.ts'
import { numberReaders } from './read-number-change.ts'
import { personReaders } from './read-person-change.ts'
import { templateReaders } from './read-template-change.ts'

const readers: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  ...templateReaders,
  ...numberReaders,
  ...personReaders,
}

/**
 * Reads what an event tells about an account. What is not known, or cannot be read, is `other`: the event keeps it as
 * it came. Never throws.
 */
export function readAccountChange({ field, value }: DataOf<typeof accountChanged>): AccountChange {
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
