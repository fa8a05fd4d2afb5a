import { expect } from 'vitest';
import { runAdmin } from '../../gateway/admin/run.ts';
import type { FreshDatabase } from '../support/database.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The admin command on a database, as in a terminal: `stdin` is what is typed, `env` what is set besides the database. */
export function terminalOn(database: () => Pick<FreshDatabase, 'url'>, env: () => Readonly<Record<string, string>> = () => ({})) {
  async function admin(words: readonly string[], stdin = ''): Promise<Ran> {
    const said = { out: '', err: '' };
    const terminal = {
      stdin: (async function* () {
        yield stdin;
      })(),
      stdout: { write: (text: string) => (said.out += text) },
      stderr: { write: (text: string) => (said.err += text) },
    };
    return { code: await runAdmin(words, { DATABASE_URL: database().url, ...env() }, terminal), ...said };
  }
  /** What it answers in JSON when all is well. */
  async function json(words: readonly string[], stdin?: string) {
    const { code, out, err } = await admin([...words, '--json'], stdin);
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out);
  }
  return { admin, json };
}
