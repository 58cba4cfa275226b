import type { Database } from '@astria-bot/store'

/** The number and the account of the sample webhooks. */
export const number = '209000000000001'
export const secondNumber = '209000000000002'
export const account = '309000000000001'

/** Messages of ours that statuses of the samples are about; the one without a name has an answer that was lost. */
const ours = [
  { wamid: 'wamid.OURS0001==', channel: number },
  { wamid: 'wamid.OURS0002==', channel: number },
  { wamid: 'wamid.OURS0003==', channel: secondNumber },
  ...[10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 30, 31, 32, 33, 34, 35, 40].map(n => ({
    wamid: `wamid.OURS00${n}==`,
    channel: number,
  })),
  { wamid: null, channel: number, id: '0199a000-0000-7000-8000-0000000000aa' },
]

/** Puts there what the samples refer to: messages that we sent to somebody, and two templates that wait for approval. */
export async function seed(db: Database): Promise<void> {
  await db.pool.query(
    `with somebody as (
      insert into messaging.contacts (id, channel, name) values (gen_random_uuid(), $2, 'Somebody') returning id
    )
    insert into messaging.messages (id, contact_id, channel, direction, wamid, type, content, state, cause_id, accepted_at)
    select coalesce(given.id, gen_random_uuid()), somebody.id, channel, 'out', wamid, 'text', '{"type":"text","body":"hello"}',
      case when wamid is null then 'unknown' else 'accepted' end, 'seed', now()
    from somebody, json_to_recordset($1) as given (id uuid, wamid text, channel text)`,
    [JSON.stringify(ours), number],
  )
  await db.pool.query(
    `insert into messaging.templates (account, name, language, provider_id, status, category, components) values
      ($1, 'ready', 'en_US', '7310000000000001', 'PENDING', 'utility', '[]'),
      ($1, 'sale', 'he', '7310000000000002', 'PENDING', 'marketing', '[]')`,
    [account],
  )
}
