import { readFile } from 'node:fs/promises';
import type { Terminal } from './command.ts';
import { InputError } from './input.ts';

/** What a named file holds; `-` is standard input. Throws InputError when it cannot be read. */
export async function contentOf(file: string, { stdin }: Pick<Terminal, 'stdin'>): Promise<string> {
  if (file === '-') return await readAll(stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(`file: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Everything that comes on standard input. */
export async function readAll(stdin: Terminal['stdin']): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
