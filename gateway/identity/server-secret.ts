import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret that signs sessions and links: the one that is set, else one made once and kept in the data folder, readable by its
 * owner only. Two processes that start together agree: the file is made by one of them and read by the other.
 */
export function serverSecret(config: { readonly secret: string | null; readonly dataDir: string }): string {
  if (config.secret !== null) return config.secret;
  const file = join(config.dataDir, 'secret');
  mkdirSync(config.dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32)
    throw new Error(`${file} must hold at least 32 characters; remove it and a new one is made (everybody signs in again)`);
  return secret;
}
