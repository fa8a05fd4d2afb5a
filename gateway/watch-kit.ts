import type pg from 'pg';
import type { Logger } from 'pino';
import { Beats } from './beats.ts';
import type { Clock } from './clock.ts';
import { DeviceDays } from './device-days.ts';
import { FaultWatch } from './fault-watch.ts';
import { Heartbeats } from './heartbeats.ts';
import { followHubs, type HubPresenceOptions } from './hub-presence.ts';
import { HubTree } from './hubs/hub-tree.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { Intake, MachineRegistry } from './ports.ts';
import { followSafetyFaults } from './safety-faults.ts';
import { connectedHubs, standingSeenFaults } from './store/kit-memory.ts';
import { watchUpkeep } from './upkeep.ts';

export interface KitWatchOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pipeline: Pipeline;
  readonly machines: Pick<MachineRegistry, 'device'>;
  readonly isConnected: (deviceId: string) => boolean;
}

export interface KitWatch {
  /** What devices send goes in here. */
  readonly intake: Intake;
  /** What hubs say of the devices behind them. */
  readonly hubs: HubTree;
  /** From now on hubs come and go by their connections. */
  follow(connections$: HubPresenceOptions['connections$']): void;
  close(): Promise<void>;
}

/** Everything by which we know what we can see and believe: faults, heartbeats, health and hubs of devices, and our own beats. */
export async function watchKit({ pool, clock, log, pipeline, machines, isConnected }: KitWatchOptions): Promise<KitWatch> {
  const before = await connectedHubs(pool);
  const intake = new FaultWatch({ intake: pipeline, machines, clock, log, standing: await standingSeenFaults(pool) });
  const heartbeats = await Heartbeats.start({ pool, clock, log, readings$: pipeline.committed$ });
  const days = new DeviceDays({ pool, clock, log, readings$: pipeline.committed$ });
  const safetyFaults = followSafetyFaults({ pool, clock, log, pipeline, machines });
  const upkeep = watchUpkeep({ pool, clock, log, readings$: pipeline.committed$ });
  const beats = new Beats({
    pool,
    clock,
    log,
    blinded: (stretch) => void pipeline.blinded(stretch),
    isStalled: () => pipeline.stalled,
  });
  let unfollow = () => {};
  return {
    intake,
    hubs: new HubTree({ pool, intake, machines, clock, log, selfReported: (id, report, at) => days.told(id, report, at) }),
    follow(connections$) {
      unfollow = followHubs({ connections$, machines, intake: pipeline, clock, isConnected, before });
    },
    async close() {
      unfollow();
      upkeep.close();
      safetyFaults.close();
      await days.close();
      await heartbeats.close();
      await beats.close();
    },
  };
}
