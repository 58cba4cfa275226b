import { z } from 'zod'

/** A point in time on the wire: ISO 8601 in UTC, such as `2026-11-20T10:00:00.000Z`. */
export const Instant = z.iso.datetime()
