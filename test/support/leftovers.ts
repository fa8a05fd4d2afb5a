import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateCluster } from '../../gateway/store/postgres-cluster.ts';
import { findServer, stopServer } from '../../gateway/store/postgres-process.ts';

/** Beginning of the name of a test run's folder; the number of the process that it belongs to follows. */
export const folderPrefix = 'hearthline-test-';

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The database outlives a killed process by design; this ends those of test runs that were killed, and removes their folders. */
export async function clearLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${folderPrefix}([0-9]+)-`).exec(name)?.[1];
    if (pid === undefined || lives(Number(pid))) continue;
    const cluster = locateCluster(join(tmpdir(), name));
    const server = findServer(cluster);
    if (server) await stopServer(server, cluster);
    rmSync(cluster.dataDir, { recursive: true, force: true });
  }
}
