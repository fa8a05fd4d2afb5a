import { baseMessageSeconds, deviceModel, unchanged } from './device.ts';

/** Metering plug, here under the kettle: reports each change of more than a few watts. */
const deadBandWatts = 5;

export const plug = deviceModel<{ readonly watts: number }>({
  kind: 'plug',
  heartbeatSeconds: baseMessageSeconds,
  prompts: false,
  measures: [],
  batteryDays: null,
  initial: { watts: 0 },
  act: (state, act) => {
    if (act.type !== 'switch' || Math.abs(act.watts - state.watts) < deadBandWatts) return unchanged(state);
    return { state: { watts: act.watts }, measured: [{ kind: 'power', value: act.watts }], wakeAt: null };
  },
  snapshot: ({ watts }) => [{ kind: 'power', value: watts }],
});
