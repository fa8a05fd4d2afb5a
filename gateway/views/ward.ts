import { type ObservationKind, observationKinds } from '../../rules/model/observation.ts';
import { day, type Instant, localDate } from '../../rules/model/time.ts';
import type { WardBoard, WardStay } from '../contract/ward.ts';
import type { NewestReading, StayRow, WardRow } from '../store/wards.ts';
import { dayOfStay, dueNow, reviewDueAt, wardZone } from '../ward/due.ts';
import { iso } from './instant.ts';

/** What is shown of a person in a ward. */
export const vitalSigns = [
  'oxygen-saturation',
  'respiratory-rate',
  'heart-rate',
  'blood-pressure',
  'body-temperature',
  'body-weight',
  'glucose',
] as const satisfies readonly ObservationKind[];
/** Older readings are not shown: they would say nothing of today. */
export const readingsWithinMs = 7 * day;

const units: Readonly<Record<string, string>> = { 'mm[Hg]': 'mmHg', Cel: '°C' };

function toReading({ kind, value, observedAt }: NewestReading): WardStay['readings'][number] {
  const { label, unit } = observationKinds[kind];
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  return { kind, label, value: parts.join('/'), unit: unit === null ? null : (units[unit] ?? unit), observedAt: iso(observedAt) };
}

function toStay(row: StayRow, readings: readonly NewestReading[], at: Instant): WardStay {
  const { events, admittedAt, ...stay } = row;
  const review = events.find(({ type }) => type === 'reviewed');
  const newestReadingAt = readings.length === 0 ? null : Math.max(...readings.map(({ observedAt }) => observedAt));
  const now = { ...stay, admittedAt, reviewedAt: review?.at ?? null, newestReadingAt };
  const order = (kind: ObservationKind) => vitalSigns.indexOf(kind as (typeof vitalSigns)[number]);
  return {
    id: stay.id,
    version: stay.version,
    patientId: stay.patientId,
    patientName: stay.patientName,
    localityName: stay.localityName,
    pathway: stay.pathway,
    level: stay.level,
    clinician: stay.clinician,
    admittedAt: iso(admittedAt),
    targetOn: stay.targetOn,
    ...dayOfStay(now, at),
    review: review ? { at: iso(review.at), by: review.by, note: review.note } : null,
    reviewedToday: review !== undefined && localDate(wardZone, review.at) === localDate(wardZone, at),
    reviewDueAt: iso(reviewDueAt(now)),
    readings: readings.toSorted((a, b) => order(a.kind) - order(b.kind)).map(toReading),
    openAlerts: [...stay.openAlerts],
    due: dueNow(now, at),
    events: events.map((event) => ({ ...event, at: iso(event.at) })),
  };
}

/** The board: in each ward first whoever has to be seen to most, then whose review is due first. */
export function toWardBoard(
  wards: readonly WardRow[],
  stays: readonly StayRow[],
  readings: readonly NewestReading[],
  at: Instant,
): WardBoard {
  const ofPatient = Map.groupBy(readings, ({ patientId }) => patientId);
  const shown = Map.groupBy(stays, ({ wardId }) => wardId);
  return wards.map((ward) => {
    const inIt = (shown.get(ward.id) ?? []).map((stay) => toStay(stay, ofPatient.get(stay.patientId) ?? [], at));
    return { ...ward, taken: inIt.length, stays: inIt.toSorted(firstToBeSeen) };
  });
}

/** Alerts before reviews, and what is due before what is not. */
const weight = ({ due }: WardStay) => (due.includes('high-alert') ? 0 : due.length > 0 ? 1 : 2);

function firstToBeSeen(a: WardStay, b: WardStay): number {
  return weight(a) - weight(b) || a.reviewDueAt.localeCompare(b.reviewDueAt) || a.patientName.localeCompare(b.patientName);
}
