import type { FileRows } from './with-their-files.ts'

/** Portraits of orders that are finished. */
export const oldPortraits: FileRows = {
  find: {
    name: 'maintenance:old-portraits',
    text: `select p.id, p.file_key as "fileKey" from imaging.portraits p join imaging.orders o using (order_id)
      where p.created_at < now() - $1 * interval '1 day' and o.state in ('delivered', 'failed', 'stopped')
      limit $2`,
  },
  forget: {
    name: 'maintenance:forget-portraits',
    text: 'delete from imaging.portraits where id = any ($1::uuid[]) returning 1',
  },
}
