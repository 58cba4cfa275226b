import type { FileRows } from './with-their-files.ts'

/** Who a contact of imaging is, if they turned out to be the same person as another. */
const personOf = (contactId: string) =>
  `coalesce((select m.into from imaging.merged_contacts m where m.contact_id = ${contactId}), ${contactId})`

/**
 * A set of pictures goes as a whole, when as long has passed since it was touched the last time: since its youngest
 * picture; since the customer wrote, while it is the set that their conversation is about; since the order, for the
 * pictures of an order that can still be paid. It does not go while something is made for that person.
 */
export const oldPictures: FileRows = {
  find: {
    name: 'maintenance:old-pictures',
    text: `select p.id, p.file_key as "fileKey" from imaging.pictures p, lateral (select ${personOf('p.contact_id')} as id) person
      where p.created_at < now() - $1 * interval '1 day' and p.state <> 'fetching'
        and not exists (
          select from imaging.pictures younger where younger.contact_id = p.contact_id and younger.set_id = p.set_id
            and younger.created_at >= now() - $1 * interval '1 day')
        and not exists (
          select from messaging.contacts c join messaging.conversations v on v.contact_id = c.id
          where c.id = person.id and c.last_inbound_at >= now() - $1 * interval '1 day'
            and v.data #>> '{pictures,used}' = 'false'
            and (v.data #>> '{pictures,setId}' = p.set_id::text
              or (v.data #> '{pictures,joined}')::jsonb ? p.set_id::text))
        and not exists (
          select from payments.customers c join payments.orders o on o.customer_id = c.id
          where c.contact_id in (person.id, p.contact_id) and (o.details -> 'pictureIds')::jsonb ? p.id::text
            and (o.state = 'paid'
              or o.state = 'awaiting_payment' and o.placed_at >= now() - $1 * interval '1 day'))
        and not exists (
          select from imaging.orders o where o.contact_id in (person.id, p.contact_id)
            and o.state in ('submitting', 'training', 'making', 'copying'))
      order by p.created_at, p.id limit $2`,
  },
  forget: {
    name: 'maintenance:forget-pictures',
    text: 'delete from imaging.pictures where id = any ($1::uuid[]) returning 1',
  },
}
