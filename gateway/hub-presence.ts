import { merge, type Observable, timer } from 'rxjs';
import { filter, map, mergeMap } from 'rxjs/operators';
import type { Instant } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import type { Intake, MachineRegistry } from './ports.ts';

/** A hub that was there before we began anew and is not back by then is out of reach. */
const findsBackWithinMs = 5 * 60_000;
/** Key of what we say about a hub's own connection, as opposed to what a bridge says of itself. */
export const connectionKey = 'connection';

export interface HubPresenceOptions {
  readonly connections$: Observable<{ readonly deviceId: string; readonly state: 'online' | 'offline'; readonly at: Instant }>;
  readonly machines: Pick<MachineRegistry, 'device'>;
  readonly intake: Intake;
  readonly clock: Pick<Clock, 'now' | 'wallScheduler'>;
  readonly isConnected: (deviceId: string) => boolean;
  /** Hubs that were connected when the last gateway stopped. */
  readonly before: readonly string[];
}

/**
 * Makes readings of the coming and going of hubs: the connection of a hub, its last will and its own status are how we know whether the
 * devices behind it can be heard. Returns what ends it.
 */
export function followHubs({ connections$, machines, intake, clock, isConnected, before }: HubPresenceOptions): () => void {
  const gone$ = timer(findsBackWithinMs, clock.wallScheduler).pipe(
    mergeMap(() => before),
    filter((deviceId) => !isConnected(deviceId)),
    map((deviceId) => ({ deviceId, state: 'offline' as const, at: clock.now() })),
  );
  const subscription = merge(connections$, gone$).subscribe(({ deviceId, state, at }) => {
    const hub = machines.device(deviceId);
    if (hub?.kind !== 'hub') return;
    const observation = {
      source: deviceId,
      key: `${connectionKey}=${state}`,
      kind: 'availability',
      value: state,
      observedAt: at,
      receivedAt: at,
      provenance: 'device',
      snapshot: false,
    } as const;
    const { homeId, patientId } = hub;
    intake.accept({ source: deviceId, homeId, patientId, observations: [observation], unreadable: [], timeless: [] }, () => undefined);
  });
  return () => subscription.unsubscribe();
}
