import { meter } from './meter.ts';

/** Bathroom scales that send what they show. */
export const scales = meter('scales', ['body-weight'], { batteryDays: 365 });
