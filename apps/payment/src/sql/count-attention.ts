/** Of a payment `p`: it is held, no refund of it is under way, and nobody has dismissed it. */
export const waitsForAPerson = `p.state = 'held' and p.refunded_minor < p.amount_minor
  and not exists (select from payments.refunds r
    where r.provider = p.provider and r.payment_id = p.payment_id and r.state in ('asked', 'due'))
  and not exists (select from payments.resolutions d
    where d.provider = p.provider and d.subject_id = p.payment_id and d.kind = 'payment' and d.action = 'dismissed')`

/** What waits for a person. Every kind has a row, so that a gauge falls back to zero. */
export const countAttention = {
  name: 'payment:count-attention',
  text: `select 'mispriced' as kind, count(*)::int as count from payments.orders where state = 'mispriced'
    union all select 'refund_due', (select count(*)::int from payments.orders where state = 'refund_due')
      + (select count(*)::int from payments.refunds r
        join payments.payments p on p.provider = r.provider and p.payment_id = r.payment_id and p.state = 'held'
        where r.state = 'due')
    union all select 'held', count(*)::int from payments.payments p where ${waitsForAPerson}
    union all select 'notice_' || kind.state, count(n.notice_id)::int
      from unnest(array['unmatched', 'waiting', 'doubtful']) as kind (state)
      left join payments.notices n on n.state = kind.state and n.state in ('unmatched', 'waiting', 'doubtful')
      group by kind.state`,
}
