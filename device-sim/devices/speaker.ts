import { baseMessageSeconds, deviceModel, unchanged } from './device.ts';

/** Loudspeaker that understands "I'm OK". */
export const speaker = deviceModel<null>({
  kind: 'speaker',
  heartbeatSeconds: baseMessageSeconds,
  prompts: true,
  measures: [],
  batteryDays: null,
  initial: null,
  act: (state, act) => (act.type === 'say-ok' ? { state, measured: [{ kind: 'ok' }], wakeAt: null } : unchanged(state)),
  snapshot: () => [],
});
