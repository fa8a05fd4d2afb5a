import type { Command } from 'commander';
import type { Choice } from './data-dir.ts';
import { type AdminSession, type Environment, withDatabase } from './session.ts';

/** Where a command reads and writes; `process` fits. */
export interface Terminal {
  readonly stdin: AsyncIterable<string | Buffer>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** What every command works with. */
export interface AdminContext {
  readonly env: Environment;
  readonly terminal: Terminal;
  /** Set by a command that has found something wrong. */
  exitCode: number;
}

/** What a command prints: an object or a list, as lines for people or as JSON. */
export type Answer = object | readonly object[];

/** Runs a command on the database of its options and gives what it found. */
export function readDatabase<T>(context: AdminContext, command: Command, work: (session: AdminSession) => Promise<T>): Promise<T> {
  const options = command.optsWithGlobals<{ demo?: boolean }>();
  const choice: Choice = options.demo === undefined ? null : options.demo ? 'demo' : 'real';
  const say = (line: string) => void context.terminal.stderr.write(`${line}\n`);
  return withDatabase(context.env, choice, say, work);
}

/** Runs a command on the database of its options and prints its answer. */
export async function onDatabase(context: AdminContext, command: Command, work: (session: AdminSession) => Promise<Answer>): Promise<void> {
  print(context, command, await readDatabase(context, command, work));
}

export function print({ terminal }: AdminContext, command: Command, answer: Answer): void {
  const { json } = command.optsWithGlobals<{ json?: boolean }>();
  terminal.stdout.write(json ? `${JSON.stringify(answer)}\n` : inLines(answer));
}

function inLines(answer: Answer): string {
  if (!Array.isArray(answer))
    return Object.entries(answer)
      .flatMap(([name, value]) => (Array.isArray(value) ? value.map((one) => `${name}: ${word(one)}\n`) : [`${name}: ${word(value)}\n`]))
      .join('');
  const [first] = answer;
  if (!first) return 'none\n';
  const rows = [Object.keys(first), ...answer.map((row) => Object.values(row).map(word))];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function word(value: unknown): string {
  if (value === null || value === undefined) return '-';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** An instant for people and programs. */
export const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
