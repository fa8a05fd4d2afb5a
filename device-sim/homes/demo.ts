import { writtenHomes } from './everybody.ts';
import { generatedHome } from './generated.ts';
import type { SimHome } from './home.ts';

/**
 * `count` homes: those that are written down, Kathleen's first, then made-up ones. The same seed gives the same homes, and a larger
 * count only adds to them. `prefix` goes before every id, so that two sets can live in one gateway. `mishaps`: how many times as often as
 * usual something goes wrong in those that are made up.
 */
export function demoHomes(seed: number, count: number, prefix = '', mishaps = 1): readonly SimHome[] {
  const written = writtenHomes(prefix);
  return Array.from({ length: count }, (_, i) => written[i] ?? generatedHome(seed, i - written.length + 1, prefix, mishaps));
}
