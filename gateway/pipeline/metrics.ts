import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts and times of the pipeline, for /api/metrics. No label carries a person. */
export function pipelineMetrics(registry: Registry) {
  const registers = [registry];
  return {
    readings: new Counter({ name: 'hearthline_readings_stored_total', help: 'Readings stored and judged', registers }),
    duplicates: new Counter({ name: 'hearthline_readings_duplicate_total', help: 'Readings that were stored before', registers }),
    unreadable: new Counter({
      name: 'hearthline_payloads_quarantined_total',
      help: 'Payloads kept because they could not be read',
      registers,
    }),
    outages: new Counter({ name: 'hearthline_database_failures_total', help: 'Tries that the database did not answer', registers }),
    commitSeconds: new Histogram({
      name: 'hearthline_commit_seconds',
      help: 'Time of one transaction of a lane',
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30],
      registers,
    }),
  };
}
export type PipelineMetrics = ReturnType<typeof pipelineMetrics>;
