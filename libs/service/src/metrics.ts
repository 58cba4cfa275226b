import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** The metrics of one app. Several apps may live in one process, so that each has a registry of its own. */
export interface Metrics {
  readonly registry: Registry
  counter<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Counter<Label>
  gauge<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Gauge<Label>
  histogram<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
    /** Upper bounds; without them, seconds from a millisecond to ten. */
    buckets?: readonly number[],
  ): Histogram<Label>
  /** Everything in Prometheus' text format: this app's metrics and those of the process. */
  text(): Promise<{ contentType: string; body: string }>
}

/** Memory, event loop and garbage collection belong to the process, not to one of its apps. */
const processRegistry = new Registry()
let processMetricsCollected = false

const busEvents = new Counter({
  name: 'bus_events_total',
  help: 'Events of the bus, by what became of them: published, handled, retried, dead.',
  labelNames: ['kind', 'type'],
  registers: [processRegistry],
})

/** Counts what the bus reports. It belongs to the process as well: the standalone's apps share one. Alert on `dead`. */
export function countBusEvents({ kind, type, count }: { kind: string; type: string; count: number }): void {
  busEvents.inc({ kind, type }, count)
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Prometheus gives these to what it scrapes, and renames a metric's own: an alert by `job` would see one job, the scrape's. */
const ofTarget = ['job', 'instance', 'namespace', 'pod', 'container', 'endpoint']

function ownLabels<Label extends string>(labels: readonly Label[]): Label[] {
  const taken = labels.find(label => ofTarget.includes(label))
  if (taken) throw new Error(`a metric of ours cannot have the label "${taken}": Prometheus sets it`)
  return [...labels]
}

/** Makes the metrics of an app; each carries the label `app`. Throws for a label that Prometheus sets itself. */
export function createMetrics(app: string): Metrics {
  if (!processMetricsCollected) {
    processMetricsCollected = true
    collectDefaultMetrics({ register: processRegistry })
  }
  const registry = new Registry()
  registry.setDefaultLabels({ app })
  const registers = [registry]
  return {
    registry,
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: ownLabels(labels), registers }),
    gauge: (name, help, labels = []) => new Gauge({ name, help, labelNames: ownLabels(labels), registers }),
    histogram: (name, help, labels = [], buckets = seconds) =>
      new Histogram({ name, help, labelNames: ownLabels(labels), buckets: [...buckets], registers }),
    async text() {
      const parts = await Promise.all([registry.metrics(), processRegistry.metrics()])
      return { contentType: registry.contentType, body: parts.join('\n') }
    },
  }
}
