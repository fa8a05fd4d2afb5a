import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface NotifierMetrics {
  readonly fates: Counter<'channel' | 'severity' | 'fate'>;
  readonly handover: Histogram<'severity'>;
  readonly unfinished: Gauge;
}

/** Registers the outbox's figures. */
export function createNotifierMetrics(registry: Registry): NotifierMetrics {
  const registers = [registry];
  return {
    fates: new Counter({
      name: 'hearthline_notifications_total',
      help: 'Notifications by what became of them',
      labelNames: ['channel', 'severity', 'fate'],
      registers,
    }),
    handover: new Histogram({
      name: 'hearthline_notification_handover_seconds',
      help: 'From the commit of a notification to the first try on its channel; deferred ones are left out',
      labelNames: ['severity'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300],
      registers,
    }),
    unfinished: new Gauge({
      name: 'hearthline_notifications_unfinished',
      help: 'Notifications that wait for their time, for a free channel or for another try',
      registers,
    }),
  };
}
