import type { FileRows } from './with-their-files.ts'

/** A set of pictures goes as a whole, and not while something is made from it. */
export const oldPictures: FileRows = {
  find: {
    name: 'maintenance:old-pictures',
    text: `select p.id, p.file_key as "fileKey" from imaging.pictures p
      where p.created_at < now() - $1 * interval '1 day' and p.state <> 'fetching'
        and not exists (
          select from imaging.pictures younger where younger.contact_id = p.contact_id and younger.set_id = p.set_id
            and younger.created_at >= now() - $1 * interval '1 day')
        and not exists (
          select from imaging.orders o where o.contact_id = p.contact_id
            and o.state in ('submitting', 'training', 'making', 'copying'))
      order by p.created_at, p.id limit $2`,
  },
  forget: {
    name: 'maintenance:forget-pictures',
    text: 'delete from imaging.pictures where id = any ($1::uuid[]) returning 1',
  },
}
