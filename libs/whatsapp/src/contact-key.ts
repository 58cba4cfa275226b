import { hash } from 'node:crypto'

/**
 * The key under which events of a contact stay in order: nothing can be read from it, so that it may stand in subjects
 * and logs. Made from the business-scoped user id, or from the phone number where there is none. Undefined without both.
 */
export function contactKey(contact: { userId?: string | undefined; phone?: string | undefined }): string | undefined {
  const known = contact.userId ?? contact.phone
  return known === undefined ? undefined : hash('sha256', known, 'base64url').slice(0, 22)
}
