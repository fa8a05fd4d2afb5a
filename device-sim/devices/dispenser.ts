import { baseMessageSeconds, deviceModel, unchanged } from './device.ts';

/** How many doses back it remembers; a dispenser holds 28. */
const remembered = 28;

/**
 * Automatic pill dispenser: turns once for each dose, speaks, and reports that it turned, which is not that a pill was swallowed.
 * A dose that nobody collected in its time is locked away and reported as missed.
 */
export const dispenser = deviceModel<{ readonly settled: readonly string[] }>({
  kind: 'dispenser',
  heartbeatSeconds: baseMessageSeconds,
  prompts: true,
  measures: [],
  batteryDays: null,
  initial: { settled: [] },
  act: (state, act) => {
    if ((act.type !== 'take-dose' && act.type !== 'lock-dose') || state.settled.includes(act.slot)) return unchanged(state);
    const value = act.type === 'take-dose' ? 'dispensed' : 'missed';
    return { state: { settled: [...state.settled, act.slot].slice(-remembered) }, measured: [{ kind: 'dose', value }], wakeAt: null };
  },
  snapshot: () => [],
});
