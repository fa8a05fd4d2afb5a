import { meter } from './meter.ts';

/** Cup that weighs what is drunk from it, in mL. */
export const cup = meter('cup', ['fluid-intake'], { batteryDays: 30 });
