import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { commandFor, findPrograms, type PostgresPrograms, runProgram } from './postgres-programs.ts';

/** The files of an embedded database, all below the data folder. Paths are absolute and free of symbolic links. */
export interface Cluster {
  readonly dataDir: string;
  readonly databaseDir: string;
  readonly logFile: string;
  readonly programs: PostgresPrograms;
}

/** Kept in `postgres.json`, readable by its owner only: how to get into the running server. */
export interface Access {
  readonly password: string;
  /** Port it had last and takes again if it can; 0: none yet. */
  readonly port: number;
}

const accessSchema = z.object({ password: z.string().regex(/^[0-9a-f]{64}$/), port: z.int().min(1_024).max(65_535).or(z.literal(0)) });

/** Role and database; both exist only inside the embedded server. */
const owner = 'hearthline';

/** `postgres://` URL of the embedded server. It never listens beyond this machine. */
export function clusterUrl(access: Access): string {
  return `postgres://${owner}:${access.password}@127.0.0.1:${access.port}/${owner}`;
}

/** Prepares the data folder; throws an Error naming HEARTHLINE_DATA_DIR when it cannot be written. */
export function locateCluster(dataDir: string): Cluster {
  const real = writableFolder(dataDir);
  const databaseDir = join(real, 'postgres');
  return { dataDir: real, databaseDir, logFile: join(real, 'postgres.log'), programs: findPrograms(databaseDir) };
}

function writableFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    const real = realpathSync(dataDir);
    const trial = join(real, `.writable-${randomBytes(6).toString('hex')}`);
    writeFileSync(trial, '');
    unlinkSync(trial);
    return real;
  } catch (error) {
    throw new Error(`HEARTHLINE_DATA_DIR: the folder ${dataDir} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** What `postgres.json` says; null when it is absent or cannot be read as such. */
export function readAccess(cluster: Cluster): Access | null {
  try {
    return accessSchema.parse(JSON.parse(readFileSync(join(cluster.dataDir, 'postgres.json'), 'utf8')));
  } catch {
    return null;
  }
}

/** Writes `postgres.json` whole or not at all. */
export function writeAccess(cluster: Cluster, access: Access): void {
  const draft = draftAccess(cluster, access);
  renameSync(draft, join(cluster.dataDir, 'postgres.json'));
}

function draftAccess(cluster: Cluster, access: Access): string {
  const draft = join(cluster.dataDir, `.postgres.json-${randomBytes(6).toString('hex')}`);
  writeFileSync(draft, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  return draft;
}

/** A fresh password, unless another process was first: then what that one wrote. */
function claimAccess(cluster: Cluster): Access {
  const draft = draftAccess(cluster, { password: randomBytes(32).toString('hex'), port: 0 });
  try {
    linkSync(draft, join(cluster.dataDir, 'postgres.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  const access = readAccess(cluster);
  if (!access) throw new Error(`${join(cluster.dataDir, 'postgres.json')} is not readable`);
  return access;
}

async function singleUser(cluster: Cluster, databaseDir: string, statements: readonly string[]): Promise<void> {
  const args = ['--single', '-D', databaseDir, '-c', 'exit_on_error=true', '-c', 'log_min_messages=fatal', 'postgres'];
  await runProgram(commandFor(cluster.programs, cluster.programs.postgres, args, databaseDir), `${statements.join('\n')}\n`);
}

function passwordStatement(access: Access): string {
  return `alter role ${owner} password '${access.password}'`;
}

/** Makes the database folder beside its final place and moves it there in one step: half a database is never found. */
async function createDatabase(cluster: Cluster, access: Access): Promise<void> {
  const draft = join(cluster.dataDir, `postgres.new-${randomBytes(6).toString('hex')}`);
  mkdirSync(draft, { mode: 0o700 });
  try {
    const { user, initdb } = cluster.programs;
    if (user) chownSync(draft, user.uid, user.gid);
    const args = ['-D', draft, `--username=${owner}`, '--auth=reject', '--encoding=UTF8', '--no-instructions'];
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    await runProgram(commandFor(cluster.programs, initdb, [...args, ...locale], draft));
    writeFileSync(join(draft, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');
    await singleUser(cluster, draft, [passwordStatement(access), `create database ${owner}`]);
    if (!existsSync(cluster.databaseDir)) renameSync(draft, cluster.databaseDir);
  } catch (error) {
    const lost = ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!lost) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Makes sure that there are a database folder and a way in. Several processes may do this at once. */
export async function prepareCluster(cluster: Cluster): Promise<Access> {
  const access = readAccess(cluster) ?? (existsSync(join(cluster.dataDir, 'postgres.json')) ? null : claimAccess(cluster));
  if (!access) throw new AccessLost();
  if (!existsSync(join(cluster.databaseDir, 'PG_VERSION'))) await createDatabase(cluster, access);
  return access;
}

/** `postgres.json` is broken, or its password is not the server's. The stopped server can be given a new one. */
export class AccessLost extends Error {}

/** Writes a new `postgres.json` and gives the password to the database. The server must not be running. */
export async function renewAccess(cluster: Cluster): Promise<void> {
  const access = { password: randomBytes(32).toString('hex'), port: readAccess(cluster)?.port ?? 0 };
  if (existsSync(cluster.databaseDir)) await singleUser(cluster, cluster.databaseDir, [passwordStatement(access)]);
  writeAccess(cluster, access);
}
