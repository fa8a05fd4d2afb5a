import type { Presence } from '../../../rules/model/patient.ts';
import type { Instant } from '../../../rules/model/time.ts';
import type { MyPersonDetail } from '../../contract/my.ts';
import { isoOrNull } from '../instant.ts';

/** An absence as a pause of what is watched; null: at home, also since it ended by itself. */
export function pauseOf({ mode, untilAt }: Presence, at: Instant): MyPersonDetail['pause'] {
  return mode === 'home' || (untilAt !== null && untilAt <= at) ? null : { reason: mode, untilAt: isoOrNull(untilAt) };
}
