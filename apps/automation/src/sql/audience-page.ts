import type { Queryable } from '@astria-bot/store'
import { lastInbound } from '../inbound/inbound-date.ts'
import type { Audience, Member } from '../slots/audience.ts'
import { birthdayName } from '../slots/birthday-slots.ts'
import { scheduleName } from '../slots/schedule-slots.ts'

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
const newBirthdays = {
  name: 'automation:audience-new-birthdays',
  text: `select contact_id as "contactId" from automation.contacts
    where contact_id in (select contact_id from automation.new_dates where batch = $5 and name = '${birthdayName}')
      and birthday = any ($1::smallint[]) and time_zone is not distinct from $2 and contact_id > $3
    order by contact_id limit $4`,
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
const movedToZone = {
  name: 'automation:audience-moved',
  text: `select contact_id as "contactId" from automation.contacts
    where contact_id in (select contact_id from automation.new_dates where batch = $4 and name = '${scheduleName}')
      and contact_id > $1 and time_zone is not distinct from $3 order by contact_id limit $2`,
}
/** Of dates: all in a range, or only those of a batch of new ones. */
const inRange = 'at > $2 and at <= $3 and (at, contact_id, ref) > ($4, $5, $6) order by at, contact_id, ref limit $7'
const dates = {
  name: 'automation:audience-dates',
  text: `select contact_id as "contactId", ref, at, event from automation.dates where name = $1 and ${inRange}`,
}
const newDates = {
  name: 'automation:audience-new-dates',
  text: `select d.contact_id as "contactId", ref, at, event from automation.dates d
    join (select distinct contact_id, ref from automation.new_dates where batch = $8 and name = $1) as new
      using (contact_id, ref)
    where name = $1 and ${inRange}`,
}
// When contacts wrote last changes with every message: it is read where it is kept, not copied among the dates.
const asDates = `(select contact_id, ''::text as ref, last_inbound_at as at, null::json as event from automation.activity)`
const inbound = {
  name: 'automation:audience-inbound',
  text: `select contact_id as "contactId", '' as ref, last_inbound_at as at, null as event from automation.activity
    where $1 = '${lastInbound}' and last_inbound_at > $2 and last_inbound_at <= $3 and $6::text is not null
      and (last_inbound_at, contact_id) > ($4, $5)
    order by last_inbound_at, contact_id limit $7`,
}
const newInbound = {
  name: 'automation:audience-new-inbound',
  text: newDates.text.replace('automation.dates', asDates).replace('where name = $1 and', 'where'),
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
      const { birthdays: given, timeZone, batch } = audience
      const values = [given, timeZone, contactId, limit]
      if (batch !== undefined) return db.query<Member>(newBirthdays, [...values, batch])
      return db.query<Member>(timeZone === null ? birthdaysWithoutZone : birthdays, values)
    }
    case 'contacts': {
      const { timeZone, batch } = audience
      if (timeZone === undefined) return db.query<Member>(everybody, [contactId, limit])
      const values = [contactId, limit, timeZone]
      return batch === undefined ? db.query<Member>(ofZone, values) : db.query<Member>(movedToZone, [...values, batch])
    }
    case 'dates': {
      const { name, from, until, batch } = audience
      const written = name === lastInbound
      const statement = batch === undefined ? (written ? inbound : dates) : written ? newInbound : newDates
      const rows = await db.query<{ contactId: string; ref: string; at: Date }>(statement, [
        name,
        from,
        until,
        after?.at ?? from,
        contactId,
        after?.ref ?? '',
        limit,
        ...(batch === undefined ? [] : [batch]),
      ])
      return rows.map(row => ({ ...row, at: row.at.toISOString() }))
    }
  }
}
