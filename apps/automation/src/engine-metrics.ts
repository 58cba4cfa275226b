import type { Metrics } from '@astria-bot/service'

/** The counters of this app. */
export function createEngineMetrics(metrics: Metrics) {
  return {
    executions: metrics.counter('automation_executions_total', 'Executions by how they ended or where they wait.', [
      'state',
    ]),
    steps: metrics.counter('automation_steps_total', 'Steps by action and what became of them.', ['action', 'state']),
    slots: metrics.counter('automation_slots_total', 'Times at which automations fired, or were skipped.', ['state']),
    waits: metrics.counter('automation_waits_total', 'Waits that went on.'),
    loops: metrics.counter('automation_loops_total', 'Loops between automations that were stopped.'),
    disabled: metrics.counter('automation_disabled_total', 'Automations that switched themselves off.'),
  }
}
export type EngineMetrics = ReturnType<typeof createEngineMetrics>
