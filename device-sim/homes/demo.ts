import { fredAndBetty } from './fred-and-betty.ts';
import { generatedHome } from './generated.ts';
import type { SimHome } from './home.ts';
import { joan } from './joan.ts';
import { kathleen } from './kathleen.ts';

const written = [kathleen, joan, fredAndBetty];

/**
 * `count` homes: Kathleen's, Joan's, Fred and Betty's, then made-up ones. The same seed gives the same homes, and a larger count
 * only adds to them. `prefix` goes before every id, so that two sets can live in one gateway.
 */
export function demoHomes(seed: number, count: number, prefix = ''): readonly SimHome[] {
  return Array.from({ length: count }, (_, i) => written[i]?.(prefix) ?? generatedHome(seed, i - written.length + 1, prefix));
}
