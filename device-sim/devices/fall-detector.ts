import { baseMessageSeconds } from './device.ts';
import { meter } from './meter.ts';

/** Worn at the wrist or neck: tells a fall, and that somebody has got up again. */
export const fallDetector = meter('fall-detector', ['fall'], { heartbeatSeconds: baseMessageSeconds, batteryDays: 180 });
