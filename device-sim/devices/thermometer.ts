import { meter } from './meter.ts';

/** Ear thermometer. */
export const thermometer = meter('thermometer', ['body-temperature'], { batteryDays: 300 });
