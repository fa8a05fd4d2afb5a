import type pg from 'pg';
import type { Channel, ContactContext, Unavailability, Work } from '../../rules/model/patient.ts';
import type { Language } from '../../rules/model/speech.ts';
import type { LocalWindow } from '../../rules/model/time.ts';
import { checkedKinds } from './contact-points.ts';
import { dutyOf } from './my/duty.ts';
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

type Row = [
  patientId: string,
  id: string,
  name: string,
  relationship: string,
  order: number,
  mayBeTold: boolean,
  channels: string,
  quietHours: string | null,
  work: string | null,
  zone: string | null,
  language: Language,
  details: boolean,
  checked: string[] | null,
  user: string | null,
];

/**
 * The ways that may be relied on to reach the contact: numbers and addresses that were checked; a notice of the app where they have allowed it
 * as `user`, at its place or else first.
 */
function waysOf(given: readonly Channel[], checked: ReadonlySet<string>, user: string | null): Channel[] {
  const placed = user === null || given.some(({ kind }) => kind === 'push') ? given : [{ kind: 'push', address: '' } as const, ...given];
  return placed.flatMap((way): Channel[] => {
    if (way.kind === 'push') return user === null ? [] : [{ kind: 'push', address: user }];
    const needsCheck = (checkedKinds as readonly string[]).includes(way.kind);
    return needsCheck && !checked.has(`${way.kind} ${way.address}`) ? [] : [way];
  });
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
  const duty = new Map<string, { fromAt: number; untilAt: number }[]>();
  for (const { contactId, fromAt, untilAt } of await dutyOf(pool, patientIds))
    duty.set(contactId, [...(duty.get(contactId) ?? []), { fromAt, untilAt }]);
  const { rows } = await pool.query<Row>({
    text: `select patient_id, id, name, relationship, position, may_be_told, channels::text, quiet_hours::text, work::text, zone, language,
                  details_on_lock_screen,
                  (select array_agg(p.kind || ' ' || p.address) from contact_point p where p.contact_id = c.id and p.checked_at is not null),
                  (select r.user_id from relation r where r.contact_id = c.id and r.kind = 'contact' and r.ended_at is null
                      and exists (select from push_subscription s where s.user_id = r.user_id) order by r.id desc limit 1)
             from contact c where patient_id = any($1) and removed_at is null order by position, id`,
    values: [patientIds],
    rowMode: 'array',
  });
  const contacts = new Map<string, ContactContext[]>();
  for (const [
    patientId,
    id,
    name,
    relationship,
    order,
    mayBeTold,
    json,
    quietHours,
    work,
    zone,
    language,
    details,
    checked,
    user,
  ] of rows) {
    const given = JSON.parse(json) as Channel[];
    const channels = waysOf(given, new Set(checked), user);
    const unavailable = dates.get(id);
    const onDuty = duty.get(id);
    const contact: ContactContext = {
      id,
      name,
      relationship: shared.text(relationship),
      order,
      mayBeTold,
      channels,
      ...(channels.length === 0 && given.length > 0 && { unchecked: true as const }),
      ...(language !== 'en' && { language }),
      ...(details && { detailsOnLockScreen: true as const }),
      ...(zone !== null && { zone: shared.text(zone) }),
      quietHours: quietHours === null ? null : shared.quietHours(quietHours),
      ...(work !== null && { work: readWork(work) }),
      ...(unavailable && { unavailable }),
      ...(onDuty && { onDuty }),
    };
    const known = contacts.get(patientId);
    if (known) known.push(contact);
    else contacts.set(patientId, [contact]);
  }
  return contacts;
}
