import { baseMessageSeconds, type DeviceDefinition, deviceModel, unchanged } from './device.ts';

type Contact = 'open' | 'closed';

/** A magnet and a reed switch: says when it changes, never the same twice. */
export const contactSwitch: Pick<DeviceDefinition<Contact>, 'initial' | 'act' | 'snapshot'> = {
  initial: 'closed',
  act: (state, act) => {
    const next: Contact = act.type === 'open' ? 'open' : act.type === 'close' ? 'closed' : state;
    return next === state ? unchanged(state) : { state: next, measured: [{ kind: 'contact', value: next }], wakeAt: null };
  },
  snapshot: (state) => [{ kind: 'contact', value: state }],
};

/** Contact sensor on the front door. */
export const frontDoor = deviceModel({
  ...contactSwitch,
  kind: 'front-door',
  heartbeatSeconds: baseMessageSeconds,
  prompts: false,
  measures: [],
  batteryDays: 600,
});
