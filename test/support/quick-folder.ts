import { statfsSync } from 'node:fs';

/** File systems in memory that machines have anyway. */
const inMemory = '/dev/shm';
/** A whole run took up to 2 GB. */
const neededBytes = 4 * 2 ** 30;

/**
 * Where databases, browsers and programs of tests keep what is thrown away afterwards: in memory, where there is room. A test's own database is some 700
 * small files, which a disk may take a second for and memory 30 ms. Null: leave it where the system says.
 */
export function quickFolder(): string | null {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= neededBytes ? inMemory : null;
  } catch {
    return null;
  }
}
