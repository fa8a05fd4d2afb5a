import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { locateCluster } from '../store/postgres-cluster.ts';
import { findServer } from '../store/postgres-process.ts';

/** Which embedded database is meant: the demonstration's, the real one, or null: whichever is there. */
export type Choice = 'demo' | 'real' | null;

const exists = (dir: string) => existsSync(join(dir, 'postgres', 'PG_VERSION'));
const isRunning = (dir: string) => exists(dir) && findServer(locateCluster(dir)) !== null;

/**
 * The folder of the embedded database that is meant. The demonstration has one of its own inside the data folder. Unless told, it
 * is the one that runs, else the one that exists, else the real one. Throws when both run.
 */
export function chooseDataDir(dataDir: string, choice: Choice): string {
  const demo = join(dataDir, 'demo');
  if (choice !== null) return choice === 'demo' ? demo : dataDir;
  const running = [dataDir, demo].filter(isRunning);
  if (running.length > 1) throw new Error('--demo or --no-demo is missing: the demonstration and a real gateway are both running');
  if (running[0] !== undefined) return running[0];
  return exists(demo) && !exists(dataDir) ? demo : dataDir;
}
