import { defer, firstValueFrom, map, type SchedulerLike, timeout } from 'rxjs';
import type { ChannelAdapter } from '../ports.ts';
import { DeliveryError } from './delivery-error.ts';
import type { Job, Outcome } from './job.ts';
import { tryTimeoutMs } from './retry.ts';

/** Gives a notification, or several in one message, to its way. Rejects when that fails, and when it does not answer in time. */
export function handOver(
  adapter: ChannelAdapter,
  jobs: readonly [Job, ...Job[]],
  bundle: string | null,
  scheduler: SchedulerLike,
): Promise<Outcome> {
  const [{ notification }] = jobs;
  const repeat = jobs.some((job) => job.repeat);
  const limitMs = tryTimeoutMs(notification.severity);
  const silent = () => {
    throw new DeliveryError(`no answer within ${limitMs / 1_000} s`, { ambiguous: true });
  };
  const send = () => {
    if (bundle === null || jobs.length === 1 || !adapter.sendTogether) return adapter.send(notification, { repeat });
    const all = jobs.map((job) => job.notification);
    return adapter.sendTogether(all, { repeat, bundle });
  };
  const sent$ = defer(send).pipe(timeout({ first: limitMs, scheduler, with: silent }));
  // The timeline says so too: whoever was told twice is not thought to have been asked twice.
  return firstValueFrom(repeat ? sent$.pipe(map(({ fate, detail }) => ({ fate, detail: `${detail}, as a repeat` }))) : sent$);
}
