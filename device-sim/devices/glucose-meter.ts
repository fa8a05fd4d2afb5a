import { meter } from './meter.ts';

/** Reads a drop of blood, in mmol/L; its screen can show a few words. */
export const glucoseMeter = meter('glucose-meter', ['glucose'], { prompts: true, measures: ['glucose'], batteryDays: 200 });
