import type { DeadLetter } from '@astria-bot/bus'
import type { Database } from '@astria-bot/store'

/** What the database holds, one short line per row, by a key that stays the row's own. */
export type Rows = ReadonlyMap<string, string>

type Row = Record<string, unknown>
/** The customer of most samples writes her name in Hebrew. */
const names: Readonly<Record<string, string>> = { 'תמר לב': 'Tamar' }
const short = (value: unknown) =>
  String(value)
    .replace(/^IL\.1+(?=\d\d)/, 'IL…')
    .replace(/^97250000(?=\d{4})/, '…')
    .replace(/^(209|309)0+/, 'no. ')
const time = (value: unknown) => (value as Date).toISOString().slice(5, 16)
const words = (parts: readonly unknown[]) => parts.filter(part => part !== null && part !== undefined && part !== false)

/** A content without what is long: of what was kept as it came it only says so. */
function contentLine(content: Row): string {
  const parts = Object.entries(content).flatMap(([key, value]) => {
    if (key === 'type') return []
    if (key === 'content') return [`(${(value as Row)['type']} ${contentLine(value as Row)})`]
    if (['sha256', 'url', 'raw', 'contacts'].includes(key) && value !== null) return [key]
    if (key === 'items') return [`items=${JSON.stringify(value)}`]
    return [`${key}=${value}`]
  })
  return parts.join(' ')
}

function contextLine({ context, referral, group_id: group }: Row): unknown[] {
  const { messageId, forwarded, frequentlyForwarded, referredProduct } = (context ?? {}) as Row
  return [
    messageId && `quotes ${messageId}`,
    forwarded && `forwarded${frequentlyForwarded ? ' many times' : ''}`,
    referredProduct && 'about a product',
    referral && 'from an advertisement',
    group && `in ${group}`,
  ]
}

/** What customers said, what was said in the phone app, and what the test has put there: not the bot's answers. */
const kept = `direction = 'in' or occurred_at is not null or cause_id = 'seed'`

const stamps = ['sent_at', 'delivered_at', 'read_at', 'played_at', 'failed_at'] as const
const toldOf = (row: Row) =>
  stamps.filter(name => row[name] !== null).map(name => `${name.replace('_at', '')} ${time(row[name])}`)

function chargedOf({ charged }: Row): string | null {
  const { id, origin, expiresAt } = (charged ?? {}) as Row
  return charged === null ? null : words(['charged', id, origin, expiresAt && `until ${expiresAt}`]).join(' ')
}

/** Reads every table that webhooks lead to, and the dead letters. Answers of the bot are only counted: they go their own way. */
export async function readRows(db: Database, dead: readonly DeadLetter[]): Promise<Rows> {
  const lines = new Map<string, string>()
  const read = async (sql: string) => (await db.pool.query<Row>(sql)).rows
  const add = (key: string, ...parts: unknown[]) => lines.set(key, words(parts).join(' ').trim())

  const contacts = await read('select * from messaging.contacts order by created_at, id')
  const nameOf = new Map(
    contacts.map(row => [row['id'], names[row['name'] as string] ?? row['name'] ?? short(row['phone'])]),
  )
  const who = (row: Row) => nameOf.get(row['contact_id'])
  for (const row of contacts) {
    add(
      `contact ${row['id']}`,
      `contact ${nameOf.get(row['id'])}:`,
      ...words([row['phone'], row['user_id'], row['username']]).map(short),
      row['window_expires_at'] && `may be written to until ${time(row['window_expires_at'])}`,
      row['parent_user_id'] && `parent ${row['parent_user_id']}`,
      row['identity_hash'] && `security code ${row['identity_hash']}`,
      row['opted_out'] && 'wants nothing more',
      row['handed_over_by'] && `answered by ${row['handed_over_by']}`,
    )
  }
  for (const row of await read('select * from messaging.contact_aliases'))
    add(
      `alias ${row['channel']} ${row['kind']} ${row['value']}`,
      `${who(row)} on ${short(row['channel'])} is ${short(row['value'])}`,
    )
  for (const row of await read(`select * from messaging.messages where ${kept}`)) {
    const ours = row['direction'] === 'out'
    add(
      `message ${row['id']}`,
      ours ? 'ours:' : `${who(row)}:`,
      row['wamid'],
      `${row['type']} ${contentLine(row['content'] as Row)}`.trim(),
      ...contextLine(row),
      row['edited_at'] && 'edited',
      ...((row['earlier'] ?? []) as Row[]).map(({ content }) => `was (${contentLine(content as Row)})`),
      row['revoked_at'] && 'taken back',
      ...(ours
        ? [`is ${row['state']}`, row['reason'], row['error_code'], row['error_detail'], chargedOf(row), ...toldOf(row)]
        : []),
    )
  }
  for (const row of await read(`select distinct cause_id from messaging.messages where not (${kept})`))
    add(`answer ${row['cause_id']}`, 'answered')
  for (const row of await read('select * from messaging.pictures'))
    add(`picture ${row['id']}`, `picture ${row['media_id']} of ${who(row)}`, row['discarded_at'] && 'discarded')
  for (const row of await read('select * from messaging.unmatched_statuses'))
    add(`status ${row['event_id']}`, `status of nobody: ${row['wamid']} ${row['status']}`)
  for (const row of await read('select * from messaging.opt_outs'))
    add(
      `opt-out ${row['id']}`,
      `${who(row)} wants ${row['opted_out'] ? 'nothing more' : 'messages again'} by ${row['source']}`,
    )
  for (const row of await read('select * from messaging.templates'))
    add(
      `template ${row['account']} ${row['name']} ${row['language']}`,
      `template ${row['name']} ${row['language']}: ${row['status']}`,
      row['category'],
      row['quality'],
      row['reason'],
    )
  for (const row of await read('select * from messaging.channels'))
    add(
      `channel ${row['id']}`,
      `${short(row['id'])}: ${row['state']}`,
      row['stop_reason'],
      row['quality'],
      row['messaging_tier'],
      row['display_number'] && `shown as ${row['display_number']}`,
      row['restricted_until'] && `no first word until ${time(row['restricted_until'])}`,
      row['retry_at'] && 'is tried again',
      row['slow_until'] && 'slowed',
    )
  for (const row of await read('select * from messaging.alerts'))
    add(
      `alert ${row['id']}`,
      `alert: ${row['reason']}`,
      row['detail'],
      row['error_code'],
      row['resolved_at'] && 'closed',
    )
  for (const row of await read('select * from messaging.account_changes'))
    add(
      `news ${row['event_id']}`,
      `told: ${row['field']}`,
      row['contact_id'] && `of ${who(row)}`,
      row['value'] === null && 'nothing kept',
    )
  for (const { event, reason, code, durable } of dead)
    add(`dead ${(event as { id: string }).id}`, `dead letter of ${durable} (${code}): ${reason}`)
  return lines
}

/** What has changed: `+` for a new line, `~` for one that reads otherwise now, `-` for one that is gone. */
export function changesBetween(before: Rows, after: Rows): string[] {
  const changes: string[] = []
  for (const [key, line] of after) {
    if (!before.has(key)) changes.push(`+ ${line}`)
    else if (before.get(key) !== line) changes.push(`~ ${line}`)
  }
  for (const [key, line] of before) if (!after.has(key)) changes.push(`- ${line}`)
  return changes.toSorted()
}
