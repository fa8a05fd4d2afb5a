import { writtenHomes } from './everybody.ts';
import { generatedHome } from './generated.ts';
import type { SimHome } from './home.ts';

/**
 * `count` homes: those that are written down, Kathleen's first, then made-up ones. The same seed gives the same homes, and a larger
 * count only adds to them. `prefix` goes before every id, so that two sets can live in one gateway.
 */
export function demoHomes(seed: number, count: number, prefix = ''): readonly SimHome[] {
  const written = writtenHomes(prefix);
  return Array.from({ length: count }, (_, i) => written[i] ?? generatedHome(seed, i - written.length + 1, prefix));
}
