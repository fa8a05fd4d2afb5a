import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type OpenedDatabase, openDatabase } from '../../gateway/store/embedded.ts';
import { migrate } from '../../gateway/store/migrate.ts';
import { clearLeftovers, folderPrefix } from './leftovers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Server of this test run; its user may create databases. */
    postgresUrl: string;
  }
}

/** Database with the schema of all migrations, which each test's own is a copy of. Nobody stays connected to it. */
export const templateName = 'hearthline_template';

const silent = { info() {}, warn() {} };

/** Nothing here outlives the run, so nothing is made safe against a power cut; tests about crashes start a server of their own. */
const hasty = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '128MB',
  max_wal_size: '256MB',
};

async function makeTemplate(database: OpenedDatabase): Promise<void> {
  await database.pool.query(`create database ${templateName}`);
  const template = new URL(database.url);
  template.pathname = `/${templateName}`;
  await migrate(template.href, { log: silent });
}

/** One real PostgreSQL for the whole test run, in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const database = await openDatabase({ databaseUrl: null, dataDir, log: silent, serverSettings: hasty });
  const teardown = async () => {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await makeTemplate(database);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('postgresUrl', database.url);
  return teardown;
}
