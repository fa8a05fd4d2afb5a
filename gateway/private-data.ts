import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';

/** What of the data folder holds secrets or people's data. Each is made for its owner alone; a copy or a restored backup may not be. */
const kept = ['secret', 'postgres', 'postgres.json', 'postgres.log'];

/** Paths in the data folder that others on this machine may read or write. */
export function openToOthers(dataDir: string): string[] {
  return kept.map((name) => join(dataDir, name)).filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0);
}

/** Says at the start what is open to others, and how to close it. The gateway runs all the same: people are cared for by it. */
export function warnOfOpenData(dataDir: string, log: Pick<Logger, 'warn'>): void {
  for (const path of openToOthers(dataDir)) log.warn({ path }, 'others on this machine can read this: take it from them with chmod -R go=');
}
