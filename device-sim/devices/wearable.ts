import { meter } from './meter.ts';

/** Counts the steps of the day and says from time to time how many there are. */
export const wearable = meter('wearable', ['steps'], { prompts: true, batteryDays: 7 });
