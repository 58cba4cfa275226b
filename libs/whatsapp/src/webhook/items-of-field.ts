import { type Fields, fields, id, list, textId } from '../values.ts'
import { phoneOf } from './read-contact.ts'

interface ItemsOf {
  /** The items, wherever they stand. */
  items(value: Fields): readonly unknown[]
  /** Whom an item is about. */
  person?(item: Fields): { phone?: unknown; userId?: unknown }
}

/** Chats of before, each with what its part of the history says about itself. */
const threads = (value: Fields): unknown[] =>
  list(value.history).flatMap(part => {
    const { threads, ...rest } = fields(part) ?? {}
    return list(threads).length === 0 ? [part] : list(threads).map(thread => ({ ...rest, thread }))
  })

const groups: ItemsOf = { items: value => list(value.groups) }

/** Fields that hold several updates: each becomes an event of its own, in the order of whom it is about. */
const itemsOf: Readonly<Record<string, ItemsOf>> = {
  user_preferences: {
    items: value => list(value.user_preferences),
    person: item => ({ phone: item.wa_id, userId: item.user_id }),
  },
  smb_message_echoes: {
    items: value => list(value.message_echoes),
    person: item => ({ phone: item.to, userId: item.to_user_id }),
  },
  // Beside calls there is what becomes of those that we make.
  calls: {
    items: value => [...list(value.calls), ...list(value.statuses)],
    person: item => ({
      phone: item.direction === 'BUSINESS_INITIATED' ? item.to : (item.from ?? item.recipient_id),
      userId: item.direction === 'BUSINESS_INITIATED' ? item.to_user_id : (item.from_user_id ?? item.recipient_user_id),
    }),
  },
  user_id_update: {
    items: value => list(value.user_id_update),
    person: item => ({ phone: item.wa_id, userId: fields(item.user_id)?.current ?? item.user_id }),
  },
  automatic_events: {
    items: value => list(value.automatic_events),
    person: item => ({ phone: item.wa_id, userId: item.user_id }),
  },
  smb_app_state_sync: {
    items: value => list(value.state_sync),
    person: item => ({ phone: fields(item.contact)?.phone_number, userId: fields(item.contact)?.user_id }),
  },
  history: { items: threads, person: item => ({ phone: fields(item.thread)?.id }) },
  group_lifecycle_update: groups,
  group_participants_update: groups,
  group_settings_update: groups,
  group_status_update: groups,
}

/** One update of a field, and the ids of whom it is about. */
export interface FieldItem {
  readonly item: unknown
  readonly phone: string | undefined
  readonly userId: string | undefined
}

/** The updates in the value of a field; the value itself where it is one update, or holds none that can be found. */
export function itemsOfField(field: string, value: Fields): readonly FieldItem[] {
  const known = Object.hasOwn(itemsOf, field) ? itemsOf[field] : undefined
  const items = known?.items(value) ?? []
  if (items.length === 0) return [{ item: value, phone: undefined, userId: undefined }]
  return items.map(item => {
    const { phone, userId } = known?.person?.(fields(item) ?? {}) ?? {}
    return { item, phone: phoneOf(id(phone)), userId: textId(userId) }
  })
}
