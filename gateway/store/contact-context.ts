import type pg from 'pg';
import type { Channel, ContactContext, Unavailability, Work } from '../../rules/model/patient.ts';
import type { LocalWindow } from '../../rules/model/time.ts';
import { listShiftPatterns, type Times, timesOf } from './shift-patterns.ts';
import { unavailabilityOf } from './unavailability.ts';

/** One object for equal content, see `sharing` in patient-context.ts. */
interface Shared {
  text(text: string): string;
  quietHours(json: string): LocalWindow;
}
type ReadWork = (json: string) => Work;

/** Reads working hours as stored, with the times of patterns in them; equal ones are one object. */
export async function workReader(pool: pg.Pool): Promise<ReadWork> {
  const patterns = await listShiftPatterns(pool);
  const known = new Map<string, Work>();
  return (json) => {
    const before = known.get(json);
    if (before) return before;
    const { highGoesThrough, ...times } = JSON.parse(json) as Times & { highGoesThrough: boolean };
    const work = { windows: timesOf(times, patterns), highGoesThrough };
    known.set(json, work);
    return work;
  };
}

/** The contacts of these patients, by patient, in the order in which they are asked. */
export async function contactsOf(
  pool: pg.Pool,
  patientIds: readonly unknown[],
  shared: Shared,
  readWork: ReadWork,
): Promise<Map<string, ContactContext[]>> {
  const dates = new Map<string, Unavailability[]>();
  for (const { id: _, contactId, ...period } of await unavailabilityOf(pool, patientIds))
    dates.set(contactId, [...(dates.get(contactId) ?? []), period]);
  const { rows } = await pool.query<[string, string, string, string, number, boolean, string, string | null, string | null]>({
    text: `select patient_id, id, name, relationship, position, may_be_told, channels::text, quiet_hours::text, work::text
             from contact where patient_id = any($1) and removed_at is null order by position, id`,
    values: [patientIds],
    rowMode: 'array',
  });
  const contacts = new Map<string, ContactContext[]>();
  for (const [patientId, id, name, relationship, order, mayBeTold, channels, quietHours, work] of rows) {
    const unavailable = dates.get(id);
    const contact: ContactContext = {
      id,
      name,
      relationship: shared.text(relationship),
      order,
      mayBeTold,
      channels: JSON.parse(channels) as Channel[],
      quietHours: quietHours === null ? null : shared.quietHours(quietHours),
      ...(work !== null && { work: readWork(work) }),
      ...(unavailable && { unavailable }),
    };
    const known = contacts.get(patientId);
    if (known) known.push(contact);
    else contacts.set(patientId, [contact]);
  }
  return contacts;
}
