import type { Instant } from '../../rules/model/time.ts';
import { baseMessageSeconds, type DeviceStep, deviceModel } from './device.ts';

interface Bed {
  /** What was reported last. */
  readonly reported: boolean;
  /** What the mat feels now. */
  readonly felt: boolean;
}

/** A turn in the night lifts a person off the mat for a moment: only what lasts is reported. */
const settleMs = 20_000;

const feel = (state: Bed, felt: boolean, at: Instant): DeviceStep<Bed> => ({
  state: { ...state, felt },
  measured: [],
  wakeAt: felt === state.reported ? null : at + settleMs,
});

/** Pressure mat under the mattress. */
export const bed = deviceModel<Bed>({
  kind: 'bed',
  heartbeatSeconds: baseMessageSeconds,
  prompts: false,
  measures: [],
  batteryDays: null,
  initial: { reported: false, felt: false },
  act: (state, act, at) => feel(state, act.type === 'lie-down' ? true : act.type === 'get-up' ? false : state.felt, at),
  wake: ({ felt }) => ({ state: { reported: felt, felt }, measured: [{ kind: 'bed-occupancy', value: felt }], wakeAt: null }),
  snapshot: ({ reported }) => [{ kind: 'bed-occupancy', value: reported }],
});
