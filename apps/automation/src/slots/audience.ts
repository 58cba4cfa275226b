/** Which contacts a slot is for, as it is found in the database. */
export type Audience =
  | {
      kind: 'birthday'
      /** Contacts of this zone; null for those whose zone is not known. */
      timeZone: string | null
      /** Month × 100 + day. */
      birthdays: number[]
      /** The year that is celebrated: a contact is greeted once in it. */
      year: number
      /** Only contacts whose birthday or zone was news before one look at the schedules. */
      batch?: string
    }
  | {
      kind: 'contacts'
      /** Absent: contacts of all zones. */
      timeZone?: string | null
      /** Of a zone: the slot's name without it. A contact who moves to another zone is not reached a second time. */
      key?: string
      /** Only contacts who had moved to the zone before one look at the schedules. */
      batch?: string
    }
  | {
      kind: 'dates'
      /** A field, `model.expiresAt`, or an event, `event:checkout_opened`. */
      name: string
      /** Dates after the first and up to the second: more than are due, where the calendar decides. */
      from: string
      until: string
      /** Due are those whose time is after the first and up to the second of these. */
      afterMs: number
      untilMs: number
      /** Only contacts of this zone; absent: of all. */
      timeZone?: string | null
      /** Only dates that were told or changed before one look at the schedules, and that were late by then. */
      batch?: string
    }

/** A contact of an audience, and the date for which they are in it. */
export interface Member {
  contactId: string
  ref?: string
  at?: string
  /** The event that it is the time of. */
  event?: unknown
}
