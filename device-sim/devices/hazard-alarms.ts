import { hour, second } from '../../rules/model/time.ts';
import { meter } from './meter.ts';

/** Sealed for ten years and nearly always asleep: they say four times a day that they are there. */
const seldom = { heartbeatSeconds: (6 * hour) / second, batteryDays: 3_650 };

export const smokeAlarm = meter('smoke-alarm', ['smoke'], seldom);
export const carbonMonoxideAlarm = meter('carbon-monoxide-alarm', ['carbon-monoxide'], seldom);
export const waterSensor = meter('water-sensor', ['water-leak'], seldom);
