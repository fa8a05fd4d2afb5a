import module from 'node:module';
import { join } from 'node:path';

/** Beside the packages, and nowhere that others may write: what lies there is run. */
const folder = join(import.meta.dirname, '../node_modules/.cache/hearthline');

/**
 * Keeps what Node makes of TypeScript and of the packages for the next start, which is then about a second shorter. To be called before
 * the rest is imported. Where the folder cannot be written, each start compiles anew.
 */
export function keepCompiled(): void {
  module.enableCompileCache(folder);
}

/** Writes down what has been compiled until now; otherwise an orderly end does, and a killed process does not. */
export function writeCompiled(): void {
  module.flushCompileCache();
}
