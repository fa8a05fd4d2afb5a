import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, filter, type Observable, type Subscription } from 'rxjs';
import { addDays, localDate } from '../../rules/model/time.ts';
import type { Clock } from '../clock.ts';
import type { Pathway } from '../contract/ward.ts';
import { Refusal } from '../store/refusal.ts';
import { admit, listWards, putWard } from '../store/wards.ts';
import { write } from '../store/write.ts';
import { wardZone } from '../ward/due.ts';

const ward = { id: 'virtual-ward', name: 'Virtual ward', beds: 8 };
const clinician = 'Dr Owen Price';

/** Who of the simulated homes (device-sim/homes) is in the ward of the demonstration. */
const stays: Readonly<Record<string, { readonly pathway: Pathway; readonly level: number; readonly days: number }>> = {
  'k-p1': { pathway: 'heart-failure', level: 2, days: 14 },
  'hazel-p1': { pathway: 'frailty', level: 1, days: 10 },
  'joan-p1': { pathway: 'discharge', level: 1, days: 28 },
  'ivan-p1': { pathway: 'copd', level: 3, days: 7 },
};

interface Parts {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Ids of people who were enrolled or changed. */
  readonly patientsChanged$: Observable<string>;
}

/** Fills the demonstration's virtual ward as the simulator enrols its people; whoever was in it once is left alone. */
export function admitDemoHomes({ pool, clock, log, patientsChanged$ }: Parts): Subscription {
  return patientsChanged$
    .pipe(
      filter((patientId) => patientId in stays),
      concatMap((patientId) =>
        admitOnce(pool, clock.now(), patientId).catch((error: Error) =>
          log.warn({ err: error }, 'somebody of the demonstration is not in the virtual ward yet'),
        ),
      ),
    )
    .subscribe();
}

async function admitOnce(pool: pg.Pool, at: number, patientId: string): Promise<void> {
  const stay = stays[patientId];
  if (!stay) return;
  const { pathway, level, days } = stay;
  const targetOn = addDays(localDate(wardZone, at), days);
  await write(pool, { at, actor: 'demo' }, async (tx) => {
    if (!(await listWards(tx.db)).some(({ id }) => id === ward.id)) await putWard(tx, ward);
    await admit(
      tx,
      { id: `stay-${patientId}`, wardId: ward.id, patientId, pathway, level, clinician, targetOn, reason: 'Of the demonstration' },
      clinician,
    );
  }).catch((error: unknown) => {
    // They are there already, or were.
    if (!(error instanceof Refusal && error.kind === 'conflict')) throw error;
  });
}
