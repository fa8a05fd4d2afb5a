import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, filter, type Observable, type Subscription } from 'rxjs';
import type { Clock } from '../clock.ts';
import type { Purpose, RelationKind } from '../contract/relations.ts';
import { changeConsents } from '../store/consents.ts';
import { Refusal } from '../store/refusal.ts';
import { addRelation } from '../store/relations.ts';
import { userByEmail } from '../store/users.ts';
import { write } from '../store/write.ts';

interface Follows {
  readonly email: string;
  /** As the simulated homes name them (device-sim/homes). */
  readonly patientId: string;
  readonly kind: RelationKind;
  /** Which of the person's contacts they are; null: none. */
  readonly contactId: string | null;
  readonly purposes: readonly Purpose[];
}

const ofKathleen = ['see-status', 'see-readings', 'be-told'] as const;

/** Who of the demonstration's users follows whom. */
const circle: readonly Follows[] = [
  { email: 'kathleen@example.org', patientId: 'k-p1', kind: 'self', contactId: null, purposes: [] },
  { email: 'maureen.ashworth@example.org', patientId: 'k-p1', kind: 'contact', contactId: 'k-p1-c1', purposes: ofKathleen },
  { email: 'carer@example.org', patientId: 'k-p1', kind: 'agency', contactId: null, purposes: [] },
  { email: 'susan.hale@example.org', patientId: 'joan-p1', kind: 'contact', contactId: 'joan-p1-c1', purposes: ['see-status', 'be-told'] },
  { email: 'carer@example.org', patientId: 'joan-p1', kind: 'agency', contactId: null, purposes: [] },
  { email: 'installer@example.org', patientId: 'joan-p1', kind: 'installer', contactId: null, purposes: [] },
  { email: 'mo.rowe@example.org', patientId: 'gina-p1', kind: 'champion', contactId: 'gina-p1-c1', purposes: ['see-attainment'] },
];

interface Parts {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Ids of people who were enrolled or changed. */
  readonly patientsChanged$: Observable<string>;
}

/** Relates the demonstration's users to the people of the homes as the simulator enrols these. */
export function followDemoHomes({ pool, clock, log, patientsChanged$ }: Parts): Subscription {
  return patientsChanged$
    .pipe(
      filter((patientId) => circle.some((one) => one.patientId === patientId)),
      concatMap((patientId) =>
        relateTo(pool, clock.now(), patientId).catch((error: Error) =>
          log.warn({ err: error }, 'users of the demonstration do not follow a home yet'),
        ),
      ),
    )
    .subscribe();
}

/** Whoever follows this person and does not yet does from now on. */
async function relateTo(pool: pg.Pool, at: number, patientId: string): Promise<void> {
  for (const { email, kind, contactId, purposes } of circle.filter((one) => one.patientId === patientId)) {
    const user = await userByEmail(pool, email);
    if (!user) continue;
    const changes = purposes.map((purpose) => ({ purpose, allowed: true, endsAt: null }));
    const consenting = { basis: 'patient', by: 'The simulated person', note: 'Of the demonstration', mayOverrule: false } as const;
    await write(pool, { at, actor: 'demo' }, async (tx) => {
      await addRelation(tx, { userId: user.id, patientId, kind, contactId });
      if (contactId !== null) await changeConsents(tx, patientId, contactId, changes, consenting);
    }).catch((error: unknown) => {
      // They follow already.
      if (!(error instanceof Refusal && error.kind === 'conflict')) throw error;
    });
  }
}
