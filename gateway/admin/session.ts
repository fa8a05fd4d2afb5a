import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { judgedAt } from '../../rules/engine/sequence.ts';
import { createClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { serverSecret } from '../identity/server-secret.ts';
import { type OpenedDatabase, openDatabase } from '../store/embedded.ts';
import { lastSequence } from '../store/engine-state.ts';
import { migrate } from '../store/migrate.ts';
import { type Write, write } from '../store/write.ts';
import { type Choice, chooseDataDir } from './data-dir.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** An open database, and what time it is there. */
export interface AdminSession {
  readonly pool: OpenedDatabase['pool'];
  /** Care time: the wall clock, or later where the homes have lived in time-lapse. */
  readonly at: number;
  readonly wallAt: number;
  /** Runs `work` in one transaction; a gateway that is running learns of it by the database. */
  write<T>(work: (tx: Write) => Promise<T>): Promise<T>;
  /** The gateway's secret. Throws where there is none yet: it is the gateway that makes it. */
  secret(): string;
}

/**
 * Opens the database of this configuration, starting the embedded one when no gateway runs, brings its schema up to date, and
 * closes it when `work` has ended. `say` gets a line about what is done behind the scenes.
 */
export async function withDatabase<T>(
  env: Environment,
  choice: Choice,
  say: (line: string) => void,
  work: (session: AdminSession) => Promise<T>,
): Promise<T> {
  const { databaseUrl, ...config } = loadConfig(env, []);
  const dataDir = chooseDataDir(config.dataDir, databaseUrl === null ? choice : (choice ?? 'real'));
  const log = { info: () => undefined, warn: say };
  const database = await openDatabase({ databaseUrl, dataDir, log, maxConnections: 3 });
  try {
    await migrate(database.url, { log, upkeep: config });
    const { pool } = database;
    const clock = createClock({ speed: 1, careFrom: judgedAt(await lastSequence(pool)) });
    const at = clock.now();
    return await work({
      pool,
      at,
      wallAt: clock.wallNow(),
      write: async (steps) => (await write(pool, { at, actor: 'admin' }, steps)).value,
      secret() {
        if (config.secret === null && !existsSync(join(dataDir, 'secret')))
          throw new Error(`HEARTHLINE_SECRET is not set, and ${dataDir} holds no secret: run this where the gateway has been started`);
        return serverSecret({ secret: config.secret, dataDir });
      },
    });
  } finally {
    await database.close();
  }
}
