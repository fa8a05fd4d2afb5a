import { baseMessageSeconds, deviceModel, unchanged } from './device.ts';

/** Pendant. A press is an event without a state: nothing to report again on connecting. */
export const sosButton = deviceModel<null>({
  kind: 'sos-button',
  heartbeatSeconds: baseMessageSeconds,
  prompts: false,
  measures: [],
  batteryDays: 700,
  initial: null,
  act: (state, act) => (act.type === 'press' ? { state, measured: [{ kind: 'sos' }], wakeAt: null } : unchanged(state)),
  snapshot: () => [],
});
