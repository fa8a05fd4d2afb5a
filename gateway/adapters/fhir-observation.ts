import { z } from 'zod';
import type { ObservationKind, Statistic } from '../../rules/model/observation.ts';
import { addDays, wallClockAt } from '../../rules/model/time.ts';
import { isoInstant } from '../contract/messages.ts';
import { below, describe, type Read, type Report } from './elements.ts';
import { inWords, kindOf, pressureOf, statisticOf } from './fhir-codes.ts';
import { type ObservationResource, observationResource, type Valued } from './fhir-resource.ts';
import { faultInMeasured, type MeasuredAt, observed, type PatientOrigin, reportOf } from './measured.ts';
import { converted } from './units.ts';

/** `registered` has no result yet; `cancelled` and `entered-in-error` have none any more. */
const statuses = ['final', 'preliminary', 'amended', 'corrected'];
const nhsNumberSystem = 'https://fhir.nhs.uk/Id/nhs-number';

/** One observation on its way: what is known before its values are looked at. */
interface Reading {
  readonly id: string | null;
  readonly kind: ObservationKind;
  readonly measuredAt: MeasuredAt;
  readonly path: string;
  readonly timeAt: string;
  readonly statistic: Statistic | null;
  readonly zone: string;
}

/** Somebody else's reading must not be taken for this patient's, whatever the credential says. */
function faultInSubject({ subject }: ObservationResource, path: string, origin: PatientOrigin): string | null {
  const other = 'names another patient than the one this credential is for';
  const id = /^Patient\/([^/]+)/.exec(subject?.reference ?? '')?.[1];
  if (id !== undefined && id !== origin.patientId) return `${below(path, 'subject.reference')}: ${other}`;
  const { system, value } = subject?.identifier ?? {};
  if (system !== nhsNumberSystem || value?.replaceAll(/\s/g, '') === origin.nhsNumber) return null;
  return `${below(path, 'subject.identifier')}: ${other}`;
}

/** A time as the resource says it: exact, or a day alone. */
type Said = { readonly measuredAt: MeasuredAt } | { readonly date: string };

/** When it was measured, and where that stands; text: why it is not known. */
function timeOf(
  resource: ObservationResource,
  kind: ObservationKind,
  { zone, receivedAt }: PatientOrigin,
): { readonly at: string; readonly measuredAt: MeasuredAt } | string {
  const { effectivePeriod, effectiveInstant, effectiveDateTime } = resource;
  const at = effectivePeriod ? 'effectivePeriod' : effectiveInstant === undefined ? 'effectiveDateTime' : 'effectiveInstant';
  const said = effectivePeriod ? stretchOf(effectivePeriod) : instantOf(effectiveInstant ?? effectiveDateTime, kind);
  if (typeof said === 'string') return `${at}: ${said}`;
  const fault = faultInMeasured('date' in said ? Date.parse(said.date) : said.measuredAt, receivedAt);
  if (fault !== null) return `${at}: ${fault}`;
  if ('measuredAt' in said) return { at, measuredAt: said.measuredAt };
  // What is counted today is counted until now.
  const toAt = Math.min(wallClockAt(zone, addDays(said.date, 1), '00:00'), receivedAt);
  return { at, measuredAt: { fromAt: Math.min(wallClockAt(zone, said.date, '00:00'), toAt), toAt } };
}

function stretchOf({ start, end }: NonNullable<ObservationResource['effectivePeriod']>): Said | string {
  if (!isoInstant.safeParse(start).success || !isoInstant.safeParse(end).success)
    return 'needs a start and an end, each with a time and an offset';
  return { measuredAt: { fromAt: Date.parse(start!), toAt: Date.parse(end!) } };
}

/** FHIR lets a time be a date alone: for what is counted by the day that is a time, for a measurement it is none. */
function instantOf(said: string | undefined, kind: ObservationKind): Said | string {
  if (said === undefined) return 'is missing: it is not said when this was measured';
  if (isoInstant.safeParse(said).success) return { measuredAt: Date.parse(said) };
  return kind === 'steps' && z.iso.date().safeParse(said).success ? { date: said } : 'names no time of day with its offset';
}

/** The sender's id; what was corrected or amended is another reading than the one before it. */
function idOf({ identifier, id, status, ...resource }: ObservationResource): string | null {
  const own = identifier?.find(({ value }) => value !== undefined)?.value ?? id;
  if (own === undefined) return null;
  if (status === 'final' || status === 'preliminary') return own;
  return `${own}/${status}/${JSON.stringify([resource.valueQuantity, resource.component])}`;
}

/** value[x] of an observation or a component as a report. */
function readValue(valued: Valued, reading: Reading): Read {
  const { id, kind, measuredAt, path, timeAt, statistic, zone } = reading;
  if (valued.dataAbsentReason !== undefined) return `${below(path, 'dataAbsentReason')}: says that there is no value; that is no reading`;
  const { valueQuantity: quantity } = valued;
  if (quantity !== undefined || valued.valueInteger !== undefined) {
    const at = below(path, quantity === undefined ? 'valueInteger' : 'valueQuantity');
    const value = quantity === undefined ? valued.valueInteger : quantity.value;
    if (value === undefined) return `${below(at, 'value')}: is missing`;
    const comparator = quantity?.comparator?.[0];
    // A meter that shows "LO" or "HI" sends the end of its range: the truth lies further out, so it is judged as that end.
    const isLimit = comparator === '<' || comparator === '>';
    if (comparator !== undefined && !(isLimit && kind === 'glucose')) return `${below(at, 'comparator')}: a limit is not a measured value`;
    const unit = quantity?.code ?? quantity?.unit ?? '';
    const places = {
      value: quantity === undefined ? at : below(at, 'value'),
      unit: below(at, quantity?.code === undefined ? 'unit' : 'code'),
      time: timeAt,
    };
    return reportOf({ kind, value, unit, ...(isLimit && { comparator }), statistic, measuredAt, id, at: places }, zone);
  }
  const valueAt = below(path, valued.valueString === undefined ? 'valueBoolean' : 'valueString');
  const value = valued.valueString ?? valued.valueBoolean;
  if (value === undefined) return `${below(path, 'value[x]')}: is missing`;
  return [{ kind, value, valueAt, id, timeAt, ...observed(kind, measuredAt, statistic, zone) }];
}

/** A panel of blood pressure is one reading; other measurements among its components are readings of their own. */
function pressure({ component }: ObservationResource, reading: Reading): Read {
  const { id, measuredAt, path, timeAt, zone } = reading;
  const parts: Record<string, number> = {};
  const valueAt: Record<string, string> = {};
  const others: Report[] = [];
  for (const [n, { code, ...valued }] of component.entries()) {
    const at = below(path, `component[${n}]`);
    const part = pressureOf(code.coding);
    if (part === null) {
      const kind = kindOf(code.coding);
      if (kind === null || valued.dataAbsentReason !== undefined) continue;
      const read = readValue(valued, { ...reading, kind, path: at, id: id === null ? null : `${id}/${kind}` });
      if (typeof read === 'string') return read;
      others.push(...read);
      continue;
    }
    if (valued.dataAbsentReason !== undefined) return `${below(at, 'dataAbsentReason')}: half a blood pressure is no reading`;
    const { value, unit, code: ucum, comparator } = valued.valueQuantity ?? {};
    const given = below(at, 'valueQuantity');
    if (value === undefined || comparator !== undefined) return `${given}: is not a measured value`;
    const mmHg = converted(value, ucum ?? unit ?? '', 'mm[Hg]');
    if (mmHg === null) return `${below(given, ucum === undefined ? 'unit' : 'code')}: blood pressure is measured in mm[Hg]`;
    parts[part] = mmHg;
    valueAt[part] = below(given, 'value');
  }
  const missing = (['systolicMmHg', 'diastolicMmHg'] as const).find((part) => !(part in parts));
  if (missing)
    return `${below(path, 'component')}: has no ${missing === 'systolicMmHg' ? 'systolic (8480-6)' : 'diastolic (8462-4)'} pressure`;
  const { observedAt, detail } = observed('blood-pressure', measuredAt, null, zone);
  return [{ kind: 'blood-pressure', value: parts, valueAt, id, observedAt, timeAt, detail }, ...others];
}

/** What FHIR's `$stats` gives: each component sums up the stretch in another way. */
function summaries({ component }: ObservationResource, reading: Reading): Read {
  const reports: Report[] = [];
  for (const [n, { code, ...valued }] of component.entries()) {
    const statistic = statisticOf(code.coding);
    if (statistic === null) continue;
    const id = reading.id === null ? null : `${reading.id}/${inWords(code.coding)}`;
    const read = readValue(valued, { ...reading, path: below(reading.path, `component[${n}]`), statistic, id });
    if (typeof read === 'string') return read;
    reports.push(...read);
  }
  return reports;
}

/** Reads one FHIR R4 Observation of the patient of `origin`; `path` is its place in what was sent, as FHIRPath. */
export function readObservation(element: unknown, path: string, origin: PatientOrigin): Read {
  const shape = observationResource.safeParse(element);
  if (!shape.success) return describe(path, shape.error.issues);
  const resource = shape.data;
  const { status, code } = resource;
  if (!statuses.includes(status)) return `${below(path, 'status')}: "${status}" is no reading; there are ${statuses.join(', ')}`;
  const subject = faultInSubject(resource, path, origin);
  if (subject !== null) return subject;
  const kind = kindOf(code.coding);
  const codeAt = below(path, 'code');
  if (kind === null && pressureOf(code.coding) !== null)
    return `${codeAt}: is a part of a blood pressure; send both parts as components of 85354-9`;
  if (kind === null) return `${codeAt}: ${inWords(code.coding)} is no kind of reading that is known here`;
  const time = timeOf(resource, kind, origin);
  if (typeof time === 'string') return below(path, time);
  const reading: Reading = {
    id: idOf(resource),
    kind,
    measuredAt: time.measuredAt,
    path,
    timeAt: below(path, time.at),
    statistic: null,
    zone: origin.zone,
  };
  if (resource.component.some(({ code }) => statisticOf(code.coding) !== null)) return summaries(resource, reading);
  return kind === 'blood-pressure' ? pressure(resource, reading) : readValue(resource, reading);
}
