import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { vi } from 'vitest';
import { type Cluster, clusterUrl, locateCluster, prepareCluster } from '../../../gateway/store/postgres-cluster.ts';
import { findServer, freePort, startServer, stopServer } from '../../../gateway/store/postgres-process.ts';
import { folderPrefix } from '../../support/leftovers.ts';

/** A real PostgreSQL that commits to disk and goes away when told. Nobody brings it back but the test. */
export class OwnPostgres {
  readonly dataDir: string;
  readonly url: string;
  readonly #cluster: Cluster;
  readonly #port: number;

  private constructor(dataDir: string, url: string, cluster: Cluster, port: number) {
    this.dataDir = dataDir;
    this.url = url;
    this.#cluster = cluster;
    this.#port = port;
  }

  static async start(): Promise<OwnPostgres> {
    const dataDir = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
    const cluster = locateCluster(dataDir);
    const { password } = await prepareCluster(cluster);
    const port = await freePort(0);
    const server = new OwnPostgres(dataDir, clusterUrl({ password, port }), cluster, port);
    await server.comeBack();
    return server;
  }

  /** Fast shutdown: every client is thrown out, everything is written. */
  async goAway(): Promise<void> {
    await stopServer(findServer(this.#cluster)!, this.#cluster);
  }

  /** Resolves when it takes connections. */
  async comeBack(): Promise<void> {
    await startServer(this.#cluster, this.#port, {});
    const ready = async () => {
      const client = new pg.Client({ connectionString: this.url });
      await client.connect();
      await client.end();
    };
    await vi.waitFor(ready, { timeout: 30_000, interval: 10 });
  }

  /** All its processes stand still: connections stay, nobody answers. */
  freeze(): void {
    for (const pid of this.#processes()) signal(pid, 'SIGSTOP');
  }

  thaw(): void {
    for (const pid of this.#processes()) signal(pid, 'SIGCONT');
  }

  async remove(): Promise<void> {
    const server = findServer(this.#cluster);
    if (server) {
      this.thaw();
      await stopServer(server, this.#cluster);
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The server first, so that it starts no more of them. */
  #processes(): number[] {
    const { pid } = findServer(this.#cluster)!;
    const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
    return [pid, ...children.map(Number)];
  }
}

function parentOf(pid: string): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1]);
  } catch {
    return null;
  }
}

/** One that has ended meanwhile needs no signal. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
