import { type Instant, isWithin } from '../../rules/model/time.ts';
import type { ServiceInput } from '../contract/services.ts';

/** Services are in one country; their hours are its wall clock. */
const zone = 'Europe/London';

/** Whether a service is open at `at`; null: it does not say. */
export function isOpen(opening: ServiceInput['opening'], at: Instant): boolean | null {
  return opening?.some((window) => isWithin(zone, at, window)) ?? null;
}
