import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, filter, type Observable, type Subscription } from 'rxjs';
import type { Clock } from '../clock.ts';
import type { KeySafeLock } from '../identity/key-safe.ts';
import { hasKeySafe, setKeySafe } from '../store/key-safe.ts';
import { homeOfPatient } from '../store/response-places.ts';
import { write } from '../store/write.ts';

/** Codes of key safes of simulated homes, by who lives there (device-sim/homes). */
const codes: Readonly<Record<string, string>> = { 'k-p1': '4711', 'joan-p1': '2580', 'hazel-p1': '1379', 'ivan-p1': '9042' };

interface Parts {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly keySafe: KeySafeLock;
  /** Ids of people who were enrolled or changed. */
  readonly patientsChanged$: Observable<string>;
}

/** Gives some homes of the demonstration a key safe as the simulator enrols them; one that has a code keeps it. */
export function lockDemoHomes({ pool, clock, log, keySafe, patientsChanged$ }: Parts): Subscription {
  const lock = async (patientId: string) => {
    const homeId = await homeOfPatient(pool, patientId);
    if (homeId === null || (await hasKeySafe(pool, homeId))) return;
    await write(pool, { at: clock.now(), actor: 'demo' }, (tx) => setKeySafe(tx, keySafe, homeId, codes[patientId]!));
  };
  return patientsChanged$
    .pipe(
      filter((patientId) => patientId in codes),
      concatMap((patientId) =>
        lock(patientId).catch((error: Error) => log.warn({ err: error }, 'a home of the demonstration has no key safe yet')),
      ),
    )
    .subscribe();
}
