import { z } from 'zod';
import type { ObservationKind, Statistic } from '../../rules/model/observation.ts';
import { day, hour, minute, second } from '../../rules/model/time.ts';
import { isoInstant } from '../contract/messages.ts';
import { below, describe, type ParsedReadings, type Read, readEach } from './elements.ts';
import { faultInMeasured, type MeasuredAt, observed, type PatientOrigin, reportOf } from './measured.ts';
import { converted } from './units.ts';

const unitValue = z.object({ value: z.number(), unit: z.string().max(40) });
const duration = z.object({ value: z.number().positive(), unit: z.enum(['sec', 'min', 'h', 'd']) });
const timeFrame = z.union([
  z.object({ date_time: isoInstant }),
  z.object({
    time_interval: z.union([
      z.object({ start_date_time: isoInstant, end_date_time: isoInstant }),
      z.object({ start_date_time: isoInstant, duration }),
      z.object({ end_date_time: isoInstant, duration }),
    ]),
  }),
]);
/** Header of a data point: Open mHealth says `id` and `creation_date_time`, IEEE 1752.1 `uuid` and `source_creation_date_time`. */
const header = z.object({
  id: z.string().min(1).max(200).optional(),
  uuid: z.string().min(1).max(200).optional(),
  creation_date_time: isoInstant.optional(),
  source_creation_date_time: isoInstant.optional(),
  schema_id: z.object({ name: z.string().max(200) }),
  modality: z.string().optional(),
  acquisition_provenance: z.object({ modality: z.string().optional() }).optional(),
});
const body = z.record(z.string(), z.unknown());
const dataPoint = z.object({ header, body });

/** Numbers of a body and what they measure. The steps of IEEE 1752.1 are a quantity of movement. */
const measures: readonly (readonly [field: string, kind: ObservationKind])[] = [
  ['heart_rate', 'heart-rate'],
  ['oxygen_saturation', 'oxygen-saturation'],
  ['respiratory_rate', 'respiratory-rate'],
  ['body_temperature', 'body-temperature'],
  ['body_weight', 'body-weight'],
  ['blood_glucose', 'glucose'],
  ['step_count', 'steps'],
  ['base_movement_quantity', 'steps'],
];

const statisticNames: ReadonlyMap<unknown, Statistic> = new Map([
  ['average', 'average'],
  ['mean', 'average'],
  ['median', 'median'],
  ['minimum', 'minimum'],
  ['maximum', 'maximum'],
  ['sum', 'sum'],
]);
const durationUnits = { sec: second, min: minute, h: hour, d: day } as const;

/** Where and when something was measured, as the body says it or, in old versions of the schemas, the header alone. */
interface Frame {
  readonly id: string | null;
  readonly measuredAt: MeasuredAt;
  readonly timeAt: string;
  readonly statistic: Statistic | null;
}

function intervalOf(interval: Extract<z.output<typeof timeFrame>, { time_interval: unknown }>['time_interval']): MeasuredAt {
  const lengthMs = 'duration' in interval ? interval.duration.value * durationUnits[interval.duration.unit] : 0;
  const fromAt = 'start_date_time' in interval ? Date.parse(interval.start_date_time) : Date.parse(interval.end_date_time) - lengthMs;
  const toAt = 'end_date_time' in interval ? Date.parse(interval.end_date_time) : fromAt + lengthMs;
  return { fromAt, toAt };
}

function frameOf({ header, body }: z.output<typeof dataPoint>, path: string): Frame | string {
  const id = header.id ?? header.uuid ?? null;
  const said = body.descriptive_statistic;
  const statistic = said === undefined ? null : (statisticNames.get(said) ?? 'other');
  if (body.effective_time_frame === undefined) {
    const created = header.source_creation_date_time ?? header.creation_date_time;
    const missing = 'is missing, and so is the time at which the data point was made';
    if (created === undefined) return `${below(path, 'body.effective_time_frame')}: ${missing}`;
    return { id, measuredAt: Date.parse(created), timeAt: below(path, 'header'), statistic };
  }
  const timeAt = below(path, 'body.effective_time_frame');
  const frame = timeFrame.safeParse(body.effective_time_frame);
  if (!frame.success) return `${timeAt}: names neither an instant nor the two ends of a stretch, each with its offset`;
  const measuredAt: MeasuredAt = 'date_time' in frame.data ? Date.parse(frame.data.date_time) : intervalOf(frame.data.time_interval);
  return { id, measuredAt, timeAt, statistic };
}

function pressureOf(
  body: Readonly<Record<string, unknown>>,
  path: string,
  { id, measuredAt, timeAt, statistic }: Frame,
  zone: string,
): Read {
  const read = (field: string): number | string => {
    const at = below(path, `body.${field}`);
    const part = unitValue.safeParse(body[field]);
    if (!part.success) return describe(at, part.error.issues);
    return converted(part.data.value, part.data.unit, 'mm[Hg]') ?? `${at}.unit: blood pressure is measured in mmHg`;
  };
  const systolicMmHg = read('systolic_blood_pressure');
  if (typeof systolicMmHg === 'string') return systolicMmHg;
  const diastolicMmHg = read('diastolic_blood_pressure');
  if (typeof diastolicMmHg === 'string') return diastolicMmHg;
  const valueAt = {
    systolicMmHg: below(path, 'body.systolic_blood_pressure.value'),
    diastolicMmHg: below(path, 'body.diastolic_blood_pressure.value'),
  };
  const when = observed('blood-pressure', measuredAt, statistic, zone);
  return [{ kind: 'blood-pressure', value: { systolicMmHg, diastolicMmHg }, valueAt, id, timeAt, ...when }];
}

function readOne(element: unknown, path: string, { zone, receivedAt }: PatientOrigin): Read {
  const point = dataPoint.safeParse(element);
  if (!point.success) return describe(path, point.error.issues);
  const { header, body } = point.data;
  const frame = frameOf(point.data, path);
  if (typeof frame === 'string') return frame;
  const fault = faultInMeasured(frame.measuredAt, receivedAt);
  if (fault !== null) return `${frame.timeAt}: ${fault}`;
  const measure = measures.find(([field]) => body[field] !== undefined);
  const isPressure = body.systolic_blood_pressure !== undefined || body.diastolic_blood_pressure !== undefined;
  if (!isPressure && !measure)
    return `${below(path, 'header.schema_id.name')}: "${header.schema_id.name}" is no kind of reading that is known here`;
  const read = isPressure ? pressureOf(body, path, frame, zone) : numberOf(body, path, frame, measure!, zone);
  const modality = header.modality ?? header.acquisition_provenance?.modality;
  return typeof read === 'string' || modality !== 'self-reported' ? read : read.map((report) => ({ ...report, provenance: 'manual' }));
}

function numberOf(
  body: Readonly<Record<string, unknown>>,
  path: string,
  { timeAt, ...frame }: Frame,
  [field, kind]: (typeof measures)[number],
  zone: string,
): Read {
  const at = below(path, `body.${field}`);
  // The first version of the step count is a bare number.
  const given = kind === 'steps' && typeof body[field] === 'number' ? { value: body[field], unit: 'steps' } : body[field];
  const number = unitValue.safeParse(given);
  if (!number.success) return describe(at, number.error.issues);
  return reportOf({ ...frame, ...number.data, kind, at: { value: `${at}.value`, unit: `${at}.unit`, time: timeAt } }, zone);
}

/**
 * Reads data points of Open mHealth or IEEE 1752: one, or an array of up to 1,000. Each stands alone, as in `parseReadings`. Numbers come out
 * in the unit of their kind with what was sent beside them; what has a `descriptive_statistic` is marked as an aggregate.
 */
export function parseOpenMhealth(payload: unknown, origin: PatientOrigin): ParsedReadings {
  return readEach(payload, origin, (element, path) => readOne(element, path, origin));
}
