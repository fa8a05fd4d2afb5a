import { map, NEVER, type Observable, startWith, switchMap, timer } from 'rxjs';
import type { Instant } from '../../rules/model/time.ts';
import type { Clock } from '../clock.ts';

/**
 * Fires when the next stored deadline is due. The deadline itself is stored data; this is only the alarm clock, set anew
 * whenever `changed$` says that the next one may be another, also after each time it has fired.
 */
export function deadlineAlarm(nextAt: () => Instant | null, changed$: Observable<void>, clock: Clock): Observable<Instant> {
  return changed$.pipe(
    startWith(undefined),
    map(nextAt),
    switchMap((at) => (at === null ? NEVER : timer(Math.max(0, at - clock.now()), clock.scheduler))),
    map(() => clock.now()),
  );
}
