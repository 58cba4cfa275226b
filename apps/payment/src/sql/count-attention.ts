/** What waits for a person. Every kind has a row, so that a gauge falls back to zero. */
export const countAttention = {
  name: 'payment:count-attention',
  text: `select 'mispriced' as kind, count(*)::int as count from payments.orders where state = 'mispriced'
    union all select 'refund_due', count(*)::int from payments.orders where state = 'refund_due'
    union all select 'held', count(*)::int from payments.payments where state = 'held' and refunded_minor < amount_minor
    union all select 'notice_' || kind.state, count(n.notice_id)::int
      from unnest(array['unmatched', 'waiting', 'doubtful']) as kind (state)
      left join payments.notices n on n.state = kind.state and n.state in ('unmatched', 'waiting', 'doubtful')
      group by kind.state`,
}
