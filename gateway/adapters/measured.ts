import { type ObservationDetail, type ObservationKind, observationKinds, type Statistic } from '../../rules/model/observation.ts';
import { addDays, type Instant, type Interval, localDate, wallClockAt } from '../../rules/model/time.ts';
import { faultInTime, isStorable, type Origin, type Read } from './elements.ts';
import { converted } from './units.ts';

/** What an app's credential says of whose readings it sends. */
export interface PatientOrigin extends Origin {
  readonly patientId: string;
  readonly nhsNumber: string | null;
  /** IANA zone in which the patient lives. */
  readonly zone: string;
}

/** When something was measured: at an instant, or over a stretch. */
export type MeasuredAt = Instant | Interval;

/** A number with its unit, as an app sends it. */
export interface Measured {
  readonly kind: ObservationKind;
  readonly value: number;
  readonly unit: string;
  /** The value is a limit of what the meter can show. */
  readonly comparator?: '<' | '>';
  readonly statistic: Statistic | null;
  readonly measuredAt: MeasuredAt;
  readonly id: string | null;
  /** Places in what was sent. */
  readonly at: { readonly value: string; readonly unit: string; readonly time: string };
}

/** Why something cannot have been measured then; null: it can. Ask before anything is made of the time by the calendar. */
export function faultInMeasured(measuredAt: MeasuredAt, receivedAt: Instant): string | null {
  if (typeof measuredAt === 'number') return faultInTime(measuredAt, receivedAt);
  const { fromAt, toAt } = measuredAt;
  if (fromAt > toAt) return 'ends before it begins';
  return faultInTime(fromAt, receivedAt) ?? faultInTime(toAt, receivedAt);
}

/** Whether a stretch begins with a local day and ends with it or within it: what is counted in it is the day's total so far. */
function isOfOneDay({ fromAt, toAt }: Interval, zone: string): boolean {
  const date = localDate(zone, fromAt);
  return fromAt === wallClockAt(zone, date, '00:00') && toAt <= wallClockAt(zone, addDays(date, 1), '00:00');
}

/**
 * When a reading of this kind counts as observed, and what else the time says of it. Steps of a part of a day are no day's total: they
 * are a sum, and history. What ends at midnight belongs to the day that ends.
 */
export function observed(
  kind: ObservationKind,
  measuredAt: MeasuredAt,
  statistic: Statistic | null,
  zone: string,
): { readonly observedAt: Instant; readonly detail: ObservationDetail } {
  if (typeof measuredAt === 'number') return { observedAt: measuredAt, detail: statistic === null ? {} : { statistic } };
  const { fromAt, toAt } = measuredAt;
  const part = statistic ?? (kind === 'steps' && !isOfOneDay(measuredAt, zone) ? 'sum' : null);
  const midnight = kind === 'steps' && toAt > fromAt && wallClockAt(zone, localDate(zone, toAt), '00:00') === toAt;
  return { observedAt: midnight ? toAt - 1 : toAt, detail: { fromAt, ...(part !== null && { statistic: part }) } };
}

/** One number as a reading in the unit of its kind; text: the unit is none for it. */
export function reportOf(measured: Measured, zone: string): Read {
  const { kind, value, statistic, measuredAt, comparator, id, at } = measured;
  const { unit } = observationKinds[kind];
  if (unit === null) return `${at.value}: ${kind} is not a number`;
  const inOurs = isStorable(measured.unit) ? converted(value, measured.unit, unit) : null;
  if (inOurs === null) return `${at.unit}: "${measured.unit}" is not a unit of ${kind}, which is measured in ${unit}`;
  const { observedAt, detail } = observed(kind, measuredAt, statistic, zone);
  const isAsSent = inOurs === value && comparator === undefined;
  const original = { value, unit: measured.unit, ...(comparator && { comparator }) };
  return [{ kind, value: inOurs, valueAt: at.value, id, observedAt, timeAt: at.time, detail: isAsSent ? detail : { original, ...detail } }];
}
