import type { z } from 'zod';
import { Refusal } from '../store/refusal.ts';

/** Input that cannot be used: one line that names the field. */
export class InputError extends Error {}

/** `input` as the schema reads it. Throws InputError naming the first field that is wrong, and how many more there are. */
export function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
  throw new InputError(lines.join('; '));
}

/** JSON of an option or a file. Throws InputError naming `what` it is. */
export function readJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${what}: is not JSON (${(error as Error).message})`);
  }
}

/** The line for the person at the terminal and the exit code: 2 for what they wrote, 1 for what is not there. */
export function explain(error: unknown): { readonly line: string; readonly code: 1 | 2 } {
  if (error instanceof Refusal)
    return { line: error.issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '), code: 2 };
  const message = error instanceof Error ? error.message || String((error as { code?: unknown }).code ?? error.name) : String(error);
  return { line: message.split('\n')[0] ?? message, code: error instanceof InputError ? 2 : 1 };
}
