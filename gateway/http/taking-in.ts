import type { Arrival, Unreadable } from '../ports.ts';
import type { HttpDeps } from './deps.ts';
import { awayProblem, HttpProblem } from './problems.ts';

type TakingInDeps = Pick<HttpDeps, 'intake' | 'config'>;

/**
 * Resolves when the readings are stored and judged. Rejects with 503 when there are too many under way, when they could not be
 * stored, or when that takes too long: they may be stored all the same, and sending them again changes nothing.
 */
export async function takeIn({ intake, config }: TakingInDeps, arrival: Arrival): Promise<void> {
  if (intake.waiting >= config.maxWaitingReadings) throw awayProblem('Too many readings are waiting to be stored. Send it again.');
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(
        () => reject(awayProblem('It is not known yet whether this was stored. Send it again; the same reading twice is one reading.')),
        config.answerWithinMs,
      );
      intake.accept(arrival, (error) => (error ? reject(awayProblem('This was not stored. Send it again.', error)) : resolve()));
    });
  } finally {
    clearTimeout(timer);
  }
}

/** `path: fault` as its two parts. */
export function splitReason(reason: string): { readonly path: string; readonly message: string } {
  const colon = reason.indexOf(': ');
  return colon < 0 ? { path: 'body', message: reason } : { path: reason.slice(0, colon), message: reason.slice(colon + 2) };
}

/** What could not be read, one line a fault. */
export function unreadableProblem(unreadable: readonly Unreadable[]): HttpProblem {
  const errors = unreadable.map(({ reason }) => splitReason(reason));
  return new HttpProblem(422, unreadable.map(({ reason }) => reason).join('; '), { errors });
}
