import { deviceModel, unchanged } from './device.ts';

/** Upper-arm blood-pressure monitor with a display that can ask for a measurement. Asleep between uses, so no heartbeat. */
export const cuff = deviceModel<null>({
  kind: 'cuff',
  heartbeatSeconds: null,
  prompts: true,
  measures: ['blood-pressure', 'heart-rate'],
  batteryDays: 250,
  initial: null,
  act: (state, act) => {
    if (act.type !== 'measure') return unchanged(state);
    const measured = [
      { kind: 'blood-pressure', value: act.bloodPressure },
      { kind: 'heart-rate', value: act.heartRatePerMinute },
    ] as const;
    return { state, measured, wakeAt: null };
  },
  snapshot: () => [],
});
