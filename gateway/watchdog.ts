import { parseArgs } from 'node:util';
import { healthView } from './contract/system.ts';

/**
 * `npm run watchdog -- [--http URL] [--every SECONDS] [--tell URL]`: a process of its own that asks the gateway whether every open
 * alert has a deadline or an owner and whether readings are stored. It says so when that changes, on standard error and, with
 * `--tell`, by a POST of one JSON line to an address that reaches a person. It holds nothing and can be killed at any time.
 */
const { values } = parseArgs({
  options: {
    http: { type: 'string', default: 'http://127.0.0.1:8080' },
    every: { type: 'string', default: '10' },
    tell: { type: 'string' },
  },
});

const everyMs = Number(values.every) * 1_000;
const patienceMs = 5_000;
/** One look may fall into a restart; trouble is told when the next one finds it too. */
const looksBeforeTelling = 2;

async function look(): Promise<string | null> {
  try {
    const response = await fetch(new URL('/api/health', values.http), { signal: AbortSignal.timeout(patienceMs) });
    const health = healthView.parse(await response.json());
    if (health.orphanAlerts > 0) return `${health.orphanAlerts} open alerts have neither a deadline nor an owner`;
    if (health.overdueDeadlines > 0) return `${health.overdueDeadlines} alerts have not been looked at when they were due`;
    if (health.status !== 'ok') return `readings are not being stored (database ${health.database}, ${health.waitingReadings} waiting)`;
    return null;
  } catch (error) {
    return `the gateway at ${values.http} does not answer: ${(error as Error).message}`;
  }
}

async function tell(state: 'trouble' | 'well', text: string): Promise<void> {
  process.stderr.write(`watchdog: ${text}\n`);
  if (values.tell === undefined) return;
  const body = JSON.stringify({ source: 'hearthline-watchdog', state, text });
  const told = fetch(values.tell, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(patienceMs),
  });
  await told.catch((error: Error) => process.stderr.write(`watchdog: nobody could be told: ${error.message}\n`));
}

let looksInTrouble = 0;
for (;;) {
  const trouble = await look();
  looksInTrouble = trouble === null ? looksInTrouble : looksInTrouble + 1;
  if (trouble !== null && looksInTrouble === looksBeforeTelling) await tell('trouble', trouble);
  if (trouble === null && looksInTrouble >= looksBeforeTelling) await tell('well', 'all is well again');
  if (trouble === null) looksInTrouble = 0;
  await new Promise((resolve) => setTimeout(resolve, everyMs));
}
