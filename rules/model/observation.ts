import { z } from 'zod';
import { callWords } from './alarm-unit.ts';
import type { Instant } from './time.ts';

const flag = z.boolean();
/** What a hazard sensor says; `clear` is said once it is over. */
const alarm = z.enum(['alarm', 'clear']);
const count = (min: number, max: number) => z.number().min(min).max(max);

/** Pressures that no living adult at home shows are device errors; UK cuffs read 20 to 300 mmHg. */
const bloodPressure = z
  .strictObject({ systolicMmHg: count(40, 300), diastolicMmHg: count(20, 200) })
  .refine((v) => v.systolicMmHg > v.diastolicMmHg, { message: 'systolicMmHg must be above diastolicMmHg' });

export interface KindDefinition {
  /** Shape of `value`; what does not fit is quarantined, never judged. */
  readonly value: z.ZodType;
  /** UCUM unit of a numeric value; '1' for counts without unit, null where the value is not a number. */
  readonly unit: string | null;
  /** System and code of the reading (FHIR Observation.code). */
  readonly code: { readonly system: string; readonly code: string } | null;
  /** What a person reads. */
  readonly label: string;
}

const loinc = (code: string) => ({ system: 'http://loinc.org', code });
/** ISO/IEEE 11073-10101 nomenclature, as FHIR names it. */
const mdc = (code: string) => ({ system: 'urn:iso:std:iso:11073:10101', code });

/**
 * Every kind of reading that Hearthline understands. Codes: LOINC for vital signs, ISO/IEEE 11073 for home sensors.
 * Ranges are limits of plausibility, not of health: a value outside is a device error.
 */
export const observationKinds = {
  contact: { value: z.enum(['open', 'closed']), unit: null, code: mdc('8519690'), label: 'Door or lid' },
  motion: { value: flag, unit: null, code: mdc('8519687'), label: 'Movement' },
  'bed-occupancy': { value: flag, unit: null, code: mdc('8519691'), label: 'In bed' },
  power: { value: count(0, 20_000), unit: 'W', code: mdc('8519692'), label: 'Power' },
  dose: {
    value: z.enum(['dispensed', 'given-by-carer', 'missed', 'jammed', 'empty']),
    unit: null,
    code: mdc('8519693'),
    label: 'Dose',
  },
  'blood-pressure': { value: bloodPressure, unit: 'mm[Hg]', code: loinc('85354-9'), label: 'Blood pressure' },
  'heart-rate': { value: count(15, 300), unit: '/min', code: loinc('8867-4'), label: 'Heart rate' },
  'oxygen-saturation': { value: count(40, 100), unit: '%', code: loinc('59408-5'), label: 'Oxygen saturation' },
  'respiratory-rate': { value: count(2, 80), unit: '/min', code: loinc('9279-1'), label: 'Breathing rate' },
  'body-temperature': { value: count(25, 45), unit: 'Cel', code: loinc('8310-5'), label: 'Body temperature' },
  'body-weight': { value: count(20, 350), unit: 'kg', code: loinc('29463-7'), label: 'Weight' },
  glucose: { value: count(0.5, 60), unit: 'mmol/L', code: loinc('14743-9'), label: 'Glucose' },
  steps: { value: count(0, 150_000), unit: '/d', code: loinc('41950-7'), label: 'Steps' },
  sos: { value: z.union([z.literal(true), z.enum(callWords)]), unit: null, code: mdc('8519682'), label: 'Call for help' },
  'sos-cancelled': { value: z.literal(true), unit: null, code: null, label: 'Call cancelled at the unit' },
  ok: { value: z.literal(true), unit: null, code: null, label: "I'm OK" },
  meal: { value: z.literal('eaten'), unit: null, code: null, label: 'Meal' },
  visit: { value: z.enum(['started', 'ended']), unit: null, code: null, label: 'Care visit' },
  battery: { value: count(0, 100), unit: '%', code: null, label: 'Battery' },
  heartbeat: { value: z.literal(true), unit: null, code: null, label: 'Heartbeat' },
  'unit-test': { value: z.literal(true), unit: null, code: null, label: 'Test of the alarm unit' },
  fall: { value: z.enum(['suspected', 'fallen', 'recovered']), unit: null, code: mdc('8519681'), label: 'Fall' },
  smoke: { value: alarm, unit: null, code: mdc('8519683'), label: 'Smoke' },
  'carbon-monoxide': { value: alarm, unit: null, code: mdc('8519684'), label: 'Carbon monoxide' },
  'water-leak': { value: alarm, unit: null, code: mdc('8519685'), label: 'Water' },
  'gas-leak': { value: alarm, unit: null, code: mdc('8519686'), label: 'Gas' },
  'house-alarm': { value: alarm, unit: null, code: null, label: 'House alarm' },
  'room-temperature': { value: count(-30, 60), unit: 'Cel', code: mdc('8519694'), label: 'Room temperature' },
  'fluid-intake': { value: count(1, 3_000), unit: 'mL', code: null, label: 'Drink' },
  'dose-stock': { value: z.int().min(0).max(2_000), unit: '1', code: null, label: 'Doses left' },
  consciousness: {
    value: z.enum(['alert', 'confusion', 'voice', 'pain', 'unresponsive']),
    unit: null,
    code: null,
    label: 'Consciousness',
  },
  'inspired-oxygen': { value: z.enum(['air', 'oxygen']), unit: null, code: null, label: 'Air or oxygen' },
  wellbeing: { value: z.enum(['well', 'fair', 'unwell']), unit: null, code: null, label: 'How they feel' },
  pain: { value: z.int().min(0).max(10), unit: '1', code: loinc('72514-3'), label: 'Pain, 0 to 10' },
  exercise: { value: z.enum(['done', 'not-done']), unit: null, code: null, label: 'Exercises' },
  goal: { value: z.string().trim().min(1).max(60), unit: null, code: null, label: 'Goal reached' },
  appointment: { value: z.enum(['attended', 'missed']), unit: null, code: null, label: 'Appointment' },
  call: { value: z.enum(['centre', '111', '999', 'practice']), unit: null, code: null, label: 'Call made by the person' },
  infusion: { value: z.enum(['started', 'completed', 'interrupted']), unit: null, code: null, label: 'Infusion' },
  availability: { value: z.enum(['online', 'offline']), unit: null, code: null, label: 'Reachable' },
  'device-fault': { value: z.enum(['faulty', 'recovered']), unit: null, code: null, label: 'Equipment fault' },
} as const satisfies Record<string, KindDefinition>;

export type ObservationKind = keyof typeof observationKinds;
export const observationKindNames = Object.keys(observationKinds) as [ObservationKind, ...ObservationKind[]];

export interface BloodPressure {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
}
export type ObservationValue = number | string | boolean | BloodPressure;

/** How a value sums up several measurements (Open mHealth `descriptive_statistic`). */
export const statistics = ['average', 'median', 'minimum', 'maximum', 'sum', 'other'] as const;
export type Statistic = (typeof statistics)[number];

/** What else is known of a reading, for people to see. */
export interface ObservationDetail {
  /** Value and unit as they were sent, where they were converted, or where the value is the limit of what the meter can show. */
  readonly original?: { readonly value: number; readonly unit: string; readonly comparator?: '<' | '>' };
  /** The value sums up several measurements: it is history and never judged as a reading. */
  readonly statistic?: Statistic;
  /** Beginning of the stretch that it was measured over; `observedAt` is its end. */
  readonly fromAt?: Instant;
}

/** One reading or event (FHIR Observation). Immutable; built once, at the edge. */
export interface Observation {
  /** Device id, or `person:<patientId>` for what a person entered by hand. */
  readonly source: string;
  /** Same source, `observedAt` and key: the same reading. The sender's id, else kind and value. */
  readonly key: string;
  readonly kind: ObservationKind;
  readonly value: ObservationValue;
  /** The device's clock, or `receivedAt` where the device has none. */
  readonly observedAt: Instant;
  /** Our clock when the bytes arrived. Staleness uses this one. */
  readonly receivedAt: Instant;
  readonly provenance: 'device' | 'manual' | 'app';
  /** Cached or retained state sent again: it updates what we know and is no event. */
  readonly snapshot: boolean;
  /** Left out: there is nothing more to say. */
  readonly detail?: ObservationDetail;
}

/** How far ahead of ours a device clock may run before it is a fault (design §4). */
export const clockFaultAheadMs = 2 * 60_000;
