import type { Metrics } from '@astria-bot/service'

/** The counters of this app. */
export function createStudioMetrics(metrics: Metrics) {
  return {
    pictures: metrics.counter('pictures_judged_total', 'Pictures by verdict.', ['verdict']),
    uninspected: metrics.counter('pictures_uninspected_total', 'Pictures accepted without an answer of inspect.'),
    submissionsPaused: metrics.gauge('astria_submissions_paused', '1 while key or balance of Astria need a person.'),
    orders: metrics.counter('orders_settled_total', 'Orders by how they ended.', ['state']),
    polls: metrics.counter('order_polls_total', 'Looks at orders at Astria.', ['outcome']),
    portraits: metrics.counter('portraits_copied_total', 'Results by what became of them.', ['state']),
    refusedHosts: metrics.counter('result_hosts_refused_total', 'Results on hosts that are not allowed.'),
    callbacks: metrics.counter('astria_callbacks_total', 'Callbacks of Astria, by kind.', ['kind']),
    packSyncs: metrics.counter('pack_syncs_total', 'Readings of the packs.', ['outcome']),
  }
}
export type StudioMetrics = ReturnType<typeof createStudioMetrics>
