import { baseMessageSeconds } from './device.ts';
import { meter } from './meter.ts';

/** The box by the telephone: it only says that it is there. */
export const hub = meter('hub', ['availability'], { heartbeatSeconds: baseMessageSeconds });
