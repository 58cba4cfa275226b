import type { Statement } from '@astria-bot/store'

/** Something that should not be there after the hours that the parameter tells. */
export interface Finding {
  readonly name: string
  readonly statement: Statement
}

const finding = (name: string, from: string): Finding => ({
  name,
  statement: {
    name: `maintenance:finding:${name.replaceAll(' ', '-')}`,
    text: `select count(*)::float8 as count from ${from}`,
  },
})
const since = (column: string) => `${column} < now() - $1 * interval '1 hour'`

/** What is looked for. The names are those of the report. */
export const findings: readonly Finding[] = [
  finding(
    'orders at Astria past their deadline',
    `imaging.orders where state in ('submitting', 'training', 'making', 'copying') and ${since('deadline')}`,
  ),
  finding(
    'paid orders that nobody works on',
    `payments.orders o where o.state = 'paid' and ${since('o.paid_at')}
      and not exists (select from imaging.orders i where i.order_id = o.id)`,
  ),
  finding(
    'payments that are held',
    `payments.payments p where state = 'held' and refunded_minor < amount_minor and ${since('updated_at')}
      and not exists (select from payments.resolutions r where r.provider = p.provider
        and r.subject_id = p.payment_id and r.kind = 'payment' and r.action = 'dismissed')`,
  ),
  finding(
    'payment notices without an order',
    `payments.notices where state in ('unmatched', 'waiting', 'doubtful') and ${since('received_at')}`,
  ),
  finding('refunds that are due', `payments.refunds where state in ('asked', 'due') and ${since('created_at')}`),
  finding(
    'ledger transactions that do not sum to zero',
    `(select from payments.ledger_entries group by transaction_key, currency
      having sum(amount_minor) <> 0 and $1::int is not null) as broken`,
  ),
  finding(
    'messages without an end',
    `messaging.messages where direction = 'out' and state in ('queued', 'sending', 'unknown')
      and ${since('created_at')}`,
  ),
  finding('erasures that are not finished', `messaging.contacts where erased_at is null and ${since('erasing_at')}`),
  ...(['messaging', 'imaging', 'payments', 'automation'] as const).flatMap(schema => [
    finding(`events not published by ${schema}`, `${schema}.outbox where ${since('created_at')}`),
    finding(
      `calls of ${schema} without an outcome`,
      `${schema}.effects where state in ('prepared', 'calling', 'unknown') and ${since('created_at')}`,
    ),
    finding(`calls of ${schema} that failed`, `${schema}.effects where state = 'failed' and ${since('updated_at')}`),
  ]),
]
