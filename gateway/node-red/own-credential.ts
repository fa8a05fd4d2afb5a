import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { integrationInput } from '../contract/people.ts';
import { alertTopic, deviceTopics } from '../contract/topics.ts';
import { addIntegration, revokeIntegration } from '../store/integrations.ts';
import { Refusal } from '../store/refusal.ts';
import type { Write } from '../store/write.ts';

const filters = integrationInput.pick({ publish: true, subscribe: true });
const keptCredential = filters.extend({ username: z.string(), secret: z.string() });
export type OwnCredential = z.infer<typeof keptCredential>;

/** Runs in one transaction on the gateway's database. */
export type Writing = <T>(work: (tx: Write) => Promise<T>) => Promise<T>;

/** What the nodes of the palette need and no more: to read readings and alerts, and to have these devices speak (`+`: all). */
export function filtersFor(speakers: readonly string[]): z.infer<typeof filters> {
  return {
    subscribe: [deviceTopics('+').observations, alertTopic('+')],
    publish: [...new Set(speakers)].sort().map((id) => deviceTopics(id).commands),
  };
}

function kept(file: string): OwnCredential | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const result = keptCredential.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(`${file} holds no credential; remove it and a new one is made`);
  return result.data;
}

/**
 * The integration with which flows sign in at the gateway, kept in `file`. On the first run, and when the devices that may speak have
 * changed, a new one is made with exactly these rights, and the old one ends.
 */
export async function ownCredential(file: string, speakers: readonly string[], writing: Writing): Promise<OwnCredential> {
  const before = kept(file);
  const wanted = filtersFor(speakers);
  if (before && isDeepStrictEqual({ publish: before.publish, subscribe: before.subscribe }, wanted)) return before;
  const { id, secret } = await writing(async (tx) => {
    if (before) await revokeIntegration(tx, before.username).catch(unlessRevoked);
    return addIntegration(tx, { name: 'Node-RED', ...wanted });
  });
  const made = { username: id, secret, ...wanted };
  writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return made;
}

/** An administrator may have been faster. */
function unlessRevoked(error: unknown): void {
  if (!(error instanceof Refusal) || error.kind !== 'not-found') throw error;
}
