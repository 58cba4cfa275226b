import type { Queryable } from '@astria-bot/store'
import type { Audience, Member } from '../slots/audience.ts'

const start = '00000000-0000-0000-0000-000000000000'

const birthdays = {
  name: 'automation:audience-birthdays',
  // One range of the index per birthday: two on the day on which those of 29 February celebrate as well.
  text: `select page.contact_id as "contactId" from unnest($1::smallint[]) as given (birthday)
    cross join lateral (select contact_id from automation.contacts c
      where c.birthday = given.birthday and c.time_zone = $2 and c.contact_id > $3
      order by c.contact_id limit $4) as page
    order by page.contact_id limit $4`,
}
const birthdaysWithoutZone = {
  name: 'automation:audience-birthdays-no-zone',
  text: birthdays.text.replace('c.time_zone = $2', '$2::text is null and c.time_zone is null'),
}
const everybody = {
  name: 'automation:audience-everybody',
  text: `select contact_id as "contactId" from automation.contacts where contact_id > $1 order by contact_id limit $2`,
}
const ofZone = {
  name: 'automation:audience-zone',
  text: `select contact_id as "contactId" from automation.contacts
    where contact_id > $1 and time_zone is not distinct from $3 order by contact_id limit $2`,
}
const dates = {
  name: 'automation:audience-dates',
  text: `select contact_id as "contactId", ref, at, event from automation.dates
    where name = $1 and at > $2 and at <= $3 and (at, contact_id, ref) > ($4, $5, $6)
    order by at, contact_id, ref limit $7`,
}

/** The next contacts of an audience after one of them. */
export async function audiencePage(
  db: Queryable,
  audience: Audience,
  after: Member | null,
  limit: number,
): Promise<Member[]> {
  const contactId = after?.contactId ?? start
  switch (audience.kind) {
    case 'birthday': {
      const statement = audience.timeZone === null ? birthdaysWithoutZone : birthdays
      return db.query<Member>(statement, [audience.birthdays, audience.timeZone, contactId, limit])
    }
    case 'contacts':
      return audience.timeZone === undefined
        ? db.query<Member>(everybody, [contactId, limit])
        : db.query<Member>(ofZone, [contactId, limit, audience.timeZone])
    case 'dates': {
      const { name, from, until } = audience
      const rows = await db.query<{ contactId: string; ref: string; at: Date }>(dates, [
        name,
        from,
        until,
        after?.at ?? from,
        contactId,
        after?.ref ?? '',
        limit,
      ])
      return rows.map(row => ({ ...row, at: row.at.toISOString() }))
    }
  }
}
