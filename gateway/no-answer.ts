import { type Observable, type SchedulerLike, switchMap, timer } from 'rxjs';

/**
 * Emits when `ms` of real time have passed and whoever was asked has had the chance to be heard; unsubscribe when the answer is there.
 * In two halves: when it was we who were busy, an answer that has come meanwhile is read before the second begins.
 */
export function noAnswerFor(ms: number, scheduler: SchedulerLike): Observable<unknown> {
  const half$ = timer(ms / 2, scheduler);
  return half$.pipe(switchMap(() => half$));
}
