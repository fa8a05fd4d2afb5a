import type { Instant } from '../../rules/model/time.ts';
import { baseMessageSeconds, deviceModel } from './device.ts';

/** Common PIR sensors hold "occupied" this long after the last movement (devices.md, traps). */
const holdMs = 90_000;

/** Passive infrared sensor. Its "nobody there" comes from its own timer, not from somebody leaving. */
export const motion = deviceModel<{ readonly offAt: Instant | null }>({
  kind: 'motion',
  heartbeatSeconds: baseMessageSeconds,
  prompts: false,
  measures: [],
  batteryDays: 400,
  initial: { offAt: null },
  act: (state, act, at) => {
    if (act.type !== 'move') return { state, measured: [], wakeAt: state.offAt };
    const offAt = at + holdMs;
    return { state: { offAt }, measured: state.offAt === null ? [{ kind: 'motion', value: true }] : [], wakeAt: offAt };
  },
  wake: () => ({ state: { offAt: null }, measured: [{ kind: 'motion', value: false }], wakeAt: null }),
  snapshot: ({ offAt }) => [{ kind: 'motion', value: offAt !== null }],
});
