import { baseMessageSeconds, deviceModel, unchanged } from './device.ts';

/** How many doses back it remembers; a dispenser holds 28. */
const remembered = 28;

/** Automatic pill dispenser: turns once for each dose, speaks, and reports that it turned, which is not that a pill was swallowed. */
export const dispenser = deviceModel<{ readonly given: readonly string[] }>({
  kind: 'dispenser',
  heartbeatSeconds: baseMessageSeconds,
  prompts: true,
  measures: [],
  batteryDays: null,
  initial: { given: [] },
  act: (state, act) => {
    if (act.type !== 'take-dose' || state.given.includes(act.slot)) return unchanged(state);
    return {
      state: { given: [...state.given, act.slot].slice(-remembered) },
      measured: [{ kind: 'dose', value: 'dispensed' }],
      wakeAt: null,
    };
  },
  snapshot: () => [],
});
