import { type SQL, sql } from 'drizzle-orm'

/** What a person decided, as JSON. */
export interface LastResolution {
  readonly action: 'accepted' | 'returned' | 'matched' | 'dismissed'
  readonly by: string
  readonly reason: string | null
  readonly orderRef: string | null
  readonly at: string
}

/** The column with the last decision about something, or null. `key`: its provider, kind, and id. */
export function lastResolution(key: SQL): SQL<LastResolution | null> {
  return sql<LastResolution | null>`(select json_build_object('action', z.action, 'by', z.by, 'reason', z.reason,
      'orderRef', z.order_ref, 'at', to_char(z.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from payments.resolutions z
    where (z.provider, z.kind, z.subject_id) = (${key}) order by z.id desc limit 1)`
}
