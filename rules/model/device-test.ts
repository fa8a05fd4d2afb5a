import type { Observation } from './observation.ts';
import type { DeviceKind } from './patient.ts';
import { day, type Instant } from './time.ts';

/**
 * Devices that somebody's life may hang on: they call when everything else is silent. Nobody notices that one is broken until it is needed, so
 * each is tested by hand.
 */
export const safetyKinds: readonly DeviceKind[] = [
  'sos-button',
  'alarm-unit',
  'fall-detector',
  'smoke-alarm',
  'carbon-monoxide-alarm',
  'gas-sensor',
];

export const isSafetyKind = (kind: DeviceKind): boolean => safetyKinds.includes(kind);

/** A monthly user test is telecare practice in the UK (clinical.md, UK telecare practice). */
export const testEveryMs = 30 * day;

/**
 * Whether a reading proves that its device can call: a test of it, a press, a fall or an alarm that has come through. What a hub has
 * kept, and that an alarm is over, prove nothing.
 */
export function provesWorking({ kind, value, snapshot }: Pick<Observation, 'kind' | 'value' | 'snapshot'>): boolean {
  if (snapshot) return false;
  switch (kind) {
    case 'sos':
    case 'unit-test':
      return true;
    case 'fall':
      return value !== 'recovered';
    case 'smoke':
    case 'carbon-monoxide':
    case 'gas-leak':
      return value === 'alarm';
    default:
      return false;
  }
}

/** When the next test is due; `testedAt` null: never tested, which counts from enrolment, when it was put in. */
export function testDueAt(enrolledAt: Instant, testedAt: Instant | null): Instant {
  return Math.max(enrolledAt, testedAt ?? enrolledAt) + testEveryMs;
}
