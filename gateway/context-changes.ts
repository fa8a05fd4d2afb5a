import type pg from 'pg';
import type { Logger } from 'pino';
import { type Observable, Subject } from 'rxjs';
import type { Clock } from './clock.ts';
import { watchConsents } from './consent-watch.ts';
import type { HubTree } from './hubs/hub-tree.ts';
import type { LiveMachineRegistry } from './identity/machines.ts';
import type { LiveFeed } from './live/feed.ts';
import type { LiveBridge } from './live-bridge.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { ContextChanges } from './ports.ts';
import { watchRotas } from './rota-check.ts';
import { type ChangeListener, listenForChanges } from './store/changes.ts';

interface Parts {
  readonly pipeline: Pipeline;
  readonly bridge: LiveBridge;
  readonly machines: LiveMachineRegistry;
  readonly hubs: HubTree;
  readonly feed: Pick<LiveFeed, 'admitAgain'>;
}

/** What another process may have changed: also what is behind a hub, of which this one tells its hubs itself. */
interface AnybodysChanges extends ContextChanges {
  hubChanged(hubId: string): Promise<void>;
  /** Somebody is no longer signed in somewhere. */
  sessionsEnded(): void;
  /** Ids of patients of whom something was changed, right after the commit: who may see what of them may be otherwise than before. */
  readonly patientsChanged$: Observable<string>;
}

/** Puts into force what this process or another one has changed about people, teams and devices. */
export function contextChanges({ pipeline, bridge, machines, hubs, feed }: Parts): AnybodysChanges {
  const patients$ = new Subject<string>();
  return {
    patientsChanged$: patients$.asObservable(),
    patientChanged: async (patientId) => {
      patients$.next(patientId);
      bridge.forget(patientId);
      await pipeline.patientChanged(patientId);
    },
    directoryChanged: () => pipeline.catchUp(),
    machinesChanged: () => machines.reload(),
    sessionsEnded: () => feed.admitAgain(),
    hubChanged: async (hubId) => {
      // What is replayed is replayed in the name of a device, which must be known.
      await machines.reload();
      await hubs.childrenChanged(hubId);
    },
  };
}

interface Following {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly changes: AnybodysChanges;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Hears of changes that other processes make (the admin command), and asks for everything when it may have missed some. Rotas are
 * looked at for gaps with every change of the directory, permissions for their ends with every change of a patient, whoever made it.
 */
export function followChanges({ url, pool, changes, clock, log }: Following): ChangeListener {
  const rotas = watchRotas({ pool, clock, log });
  const consents = watchConsents({ pool, clock, log, changes, patientsChanged$: changes.patientsChanged$ });
  const heard = (work: Promise<void>) => work.catch((error: Error) => log.warn({ err: error }, 'a change is not yet in force'));
  const listener = listenForChanges({
    url,
    scheduler: clock.wallScheduler,
    onChange: (payload) => {
      if (payload.startsWith('patient:')) void heard(changes.patientChanged(payload.slice('patient:'.length)));
      else if (payload === 'machines') void heard(changes.machinesChanged());
      else if (payload === 'sessions') changes.sessionsEnded();
      else if (payload.startsWith('hub:')) void heard(changes.hubChanged(payload.slice('hub:'.length)));
      else void heard(changes.directoryChanged().then(rotas.check));
    },
    onAgain: () => {
      changes.sessionsEnded();
      void heard(Promise.all([changes.directoryChanged(), changes.machinesChanged()]).then(rotas.check));
    },
  });
  return {
    close() {
      rotas.close();
      consents.close();
      return listener.close();
    },
  };
}
