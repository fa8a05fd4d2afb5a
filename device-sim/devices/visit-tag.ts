import { deviceModel, unchanged } from './device.ts';

/** The tag beside the door that carers touch with their phone when they come and when they go. */
export const visitTag = deviceModel<null>({
  kind: 'app',
  heartbeatSeconds: null,
  prompts: false,
  measures: [],
  batteryDays: null,
  initial: null,
  act: (state, act) => (act.type === 'visit' ? { state, measured: [{ kind: 'visit', value: act.value }], wakeAt: null } : unchanged(state)),
  snapshot: () => [],
});
