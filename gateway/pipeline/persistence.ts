import { firstValueFrom, type SchedulerLike, timer } from 'rxjs';
import { noAnswerFor } from '../no-answer.ts';
import { isOutage } from '../store/lane-connection.ts';

/** What takes longer is an outage to somebody who has pressed the button. */
const slowMs = 500;
const retryMs = { first: 100, most: 2_000 };

interface Watching {
  /** Real time. */
  readonly scheduler: SchedulerLike;
  /** There has been no answer for a while. */
  readonly onSlow: () => void;
  /** The database could not be asked; it will be asked again. */
  readonly onOutage: () => void;
}

/** Tries until the database answers. Rejects only when it answers with a refusal. */
export async function persistently<T>(attempt: () => Promise<T>, { scheduler, onSlow, onOutage }: Watching): Promise<T> {
  const watch = noAnswerFor(slowMs, scheduler).subscribe(onSlow);
  try {
    for (let waitMs = retryMs.first; ; waitMs = Math.min(waitMs * 2, retryMs.most)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isOutage(error)) throw error;
        onOutage();
        await firstValueFrom(timer(waitMs, scheduler));
      }
    }
  } finally {
    watch.unsubscribe();
  }
}
