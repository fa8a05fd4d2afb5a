import { meter } from './meter.ts';

/** Finger clip; its display can ask for a measurement. */
export const oximeter = meter('oximeter', ['oxygen-saturation', 'heart-rate'], {
  prompts: true,
  measures: ['oxygen-saturation', 'heart-rate'],
  batteryDays: 120,
});
