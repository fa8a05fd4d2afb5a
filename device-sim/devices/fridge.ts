import { contactSwitch } from './contact.ts';
import { baseMessageSeconds, deviceModel } from './device.ts';

/** Contact on the fridge door with a small speaker beside it. */
export const fridge = deviceModel({
  ...contactSwitch,
  kind: 'fridge',
  heartbeatSeconds: baseMessageSeconds,
  prompts: true,
  measures: [],
  batteryDays: null,
});
