import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, type Observable, type Subscription } from 'rxjs';
import type { Clock } from '../clock.ts';
import { contactInput } from '../contract/people.ts';
import { changeContact, contactsOfPatient } from '../store/contacts.ts';
import { write } from '../store/write.ts';
import { numbersOf } from '../views/contact.ts';

interface Parts {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Ids of people who were enrolled or changed. */
  readonly patientsChanged$: Observable<string>;
}

/** A number of the range that Ofcom keeps for drama: it rings nobody. */
function numberOf(contactId: string): string {
  const sum = [...contactId].reduce((total, letter) => (total * 31 + letter.codePointAt(0)!) % 1000, 7);
  return `+447700900${String(sum).padStart(3, '0')}`;
}

/** Gives the contacts of the demonstration telephone numbers as the simulator enrols them, as a last way to reach them; whoever has one keeps it. */
export function numberDemoContacts({ pool, clock, log, patientsChanged$ }: Parts): Subscription {
  return patientsChanged$
    .pipe(
      concatMap((patientId) =>
        numberAll(pool, clock.now(), patientId).catch((error: Error) =>
          log.warn({ err: error }, 'a contact of the demonstration has no number yet'),
        ),
      ),
    )
    .subscribe();
}

async function numberAll(pool: pg.Pool, at: number, patientId: string): Promise<void> {
  const without = (await contactsOfPatient(pool, patientId)).filter((contact) => numbersOf(contact).length === 0);
  if (without.length === 0) return;
  await write(pool, { at, actor: 'demo' }, async (tx) => {
    for (const { id, points: _, unavailable: __, ...contact } of without) {
      const channels = [...contact.channels, { kind: 'sms', address: numberOf(id) }];
      await changeContact(tx, patientId, id, contactInput.parse({ ...contact, id, channels, checkedByPhone: true }));
    }
  });
}
