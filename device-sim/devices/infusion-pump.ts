import { meter } from './meter.ts';

export const infusionPump = meter('infusion-pump', ['infusion'], { batteryDays: 3 });
