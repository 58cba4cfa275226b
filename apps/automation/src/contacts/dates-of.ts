import type { ContactSnapshot } from '@astria-bot/contracts'
import type { ContactDate } from '../sql/save-dates.ts'

/** A day, or a time with its zone, as an operator or a form writes it into an attribute. */
const day = /^\d{4}-\d{2}-\d{2}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** A date in an attribute as a point in time: a day begins at midnight UTC, until its trigger gives it a zone. */
export function instantOf(value: unknown): string | null {
  if (typeof value !== 'string' || !(day.test(value) || instant.test(value))) return null
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return null
  // 2026-02-31 would become 3 March.
  return day.test(value) && at.toISOString().slice(0, 10) !== value ? null : at.toISOString()
}

/** The dates that a newer snapshot holds and the older one did not, and those that it holds no more (`at` null). */
export function changedDates(before: ContactSnapshot | undefined, after: ContactSnapshot): ContactDate[] {
  const old = new Map(before ? datesOf(before).map(date => [date.name, date]) : [])
  const now = datesOf(after)
  const names = new Set(now.map(date => date.name))
  const gone = [...old.values()].filter(date => date.at !== null && !names.has(date.name))
  return [
    ...now.filter(date => date.at !== (old.get(date.name)?.at ?? null)),
    ...gone.map(date => ({ ...date, at: null })),
  ]
}

/** The dates that a contact's own fields hold. */
function datesOf(snapshot: ContactSnapshot): ContactDate[] {
  const { contactId } = snapshot
  const own = Object.entries(snapshot.attributes).map(([name, value]) => ({
    contactId,
    name: `contact.attributes.${name}`,
    ref: '',
    at: instantOf(value),
  }))
  return [{ contactId, name: 'contact.createdAt', ref: '', at: snapshot.createdAt }, ...own]
}
