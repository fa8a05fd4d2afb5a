import { z } from 'zod';

/** One thing that can be set from outside: an environment variable, its default and what it does. */
export interface Setting {
  readonly name: string;
  /** As it would be written in the environment; null: unset, and `meaning` says what happens then. */
  readonly standard: string | null;
  readonly meaning: string;
  readonly schema: z.ZodType<unknown, string>;
}

/** An address with one of these protocols, such as `https:`. */
export function url(protocols: readonly string[], example: string) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL such as ${example}`,
  });
}

export const text = z.string().min(1, 'must not be empty');

/** A whole number from `from` to `to`. */
export function integer(from: number, to: number) {
  const message = `must be a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^[0-9]{1,15}$/, message)
    .transform(Number)
    .pipe(z.number().min(from, message).max(to, message));
}
