import type { Colleague } from './colleague.ts';

/** Real time between two looks: in the demonstration three minutes of the homes. */
const lookMs = 3_000;
/** Real time until the next attempt, when the gateway was away or refused something. */
const retryMs = 30_000;

/** Has a colleague do their work until the signal aborts. `complain`: why they stand still. */
export async function runColleague(options: {
  readonly colleague: Colleague;
  readonly signal: AbortSignal;
  readonly complain: (reason: string) => void;
}): Promise<void> {
  const { colleague, signal, complain } = options;
  while (!signal.aborted) {
    let restMs = lookMs;
    try {
      await colleague.look();
    } catch (error) {
      colleague.forgetSession();
      restMs = retryMs;
      complain((error as Error).message);
    }
    await passed(restMs, signal);
  }
}

function passed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
