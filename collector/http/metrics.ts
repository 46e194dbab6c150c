import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'method' | 'route' | 'status'>
  readonly eventsStored: Counter
  readonly eventsReplaced: Counter
  /** Decompressed bytes of batches. */
  readonly bytesTaken: Counter
  readonly refusals: Counter<'status'>
}

/** What /metrics tells, in Prometheus' text format. No label holds a studio or a session. */
export function createMetrics(inHand: () => number): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge: Gauge = new Gauge({
    name: 'huitou_collector_pushes_in_hand',
    help: 'Pushes between their first byte and their answer',
    registers,
    collect: () => {
      gauge.set(inHand())
    },
  })
  return {
    registry,
    requests: new Histogram({
      name: 'huitou_collector_request_seconds',
      help: 'Time from the head of a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    eventsStored: new Counter({
      name: 'huitou_collector_events_stored_total',
      help: 'Events stored, each once',
      registers,
    }),
    eventsReplaced: new Counter({
      name: 'huitou_collector_events_replaced_total',
      help: 'Events put in the place of others',
      registers,
    }),
    bytesTaken: new Counter({
      name: 'huitou_collector_batch_bytes_total',
      help: 'Bytes of batches after decompression',
      registers,
    }),
    refusals: new Counter({
      name: 'huitou_collector_refusals_total',
      help: 'Answers in the negative',
      labelNames: ['status'],
      registers,
    }),
  }
}
