import type { FollowedClock } from '../clock.ts';
import type { SimHome } from '../homes/home.ts';
import { Colleague } from './colleague.ts';

/** Real time between two looks: in the demonstration a minute and a half of the homes. */
const lookMs = 1_500;
/** Real time until the next attempt, when the gateway was away or refused something. */
const retryMs = 30_000;

interface Options {
  /** Who signs in; left out: nobody answers. */
  readonly colleague?: string;
  readonly http: URL;
  readonly clock: FollowedClock;
  readonly signal: AbortSignal;
}

/** Has a colleague answer what comes from these homes, most of them silent, until the signal aborts. Throws where their password is missing. */
export function answerFor(homes: readonly SimHome[], { colleague: email, http, clock, signal }: Options): Promise<void> {
  if (email === undefined) return Promise.resolve();
  const password = process.env.HEARTHLINE_SIM_COLLEAGUE_PASSWORD;
  if (!password) throw new Error('a colleague signs in: set HEARTHLINE_SIM_COLLEAGUE_PASSWORD');
  const ids = homes.flatMap(({ enrolment }) => enrolment.patients.flatMap(({ id }) => id ?? []));
  const patients = new Map(ids.map((id, n) => [id, n % 4 === 1 ? 'lonely' : 'silent'] as const));
  const colleague = new Colleague({ baseUrl: http.href, email, password, patients, now: () => clock.gatewayNow() });
  return run(colleague, signal);
}

async function run(colleague: Colleague, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let restMs = lookMs;
    try {
      await colleague.look();
    } catch (error) {
      colleague.forgetSession();
      restMs = retryMs;
      process.stderr.write(`sim: the colleague stands still: ${(error as Error).message}\n`);
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
