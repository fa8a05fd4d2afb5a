import { clint } from './clint.ts';
import { cora } from './cora.ts';
import { doris } from './doris.ts';
import { edith } from './edith.ts';
import { frank } from './frank.ts';
import { fredAndBetty } from './fred-and-betty.ts';
import { gina } from './gina.ts';
import { hazel } from './hazel.ts';
import type { SimHome } from './home.ts';
import { ivan } from './ivan.ts';
import { joan } from './joan.ts';
import { kathleen } from './kathleen.ts';
import { nora } from './nora.ts';
import { olive } from './olive.ts';
import { asWritten } from './story.ts';
import { vera } from './vera.ts';

const written = [kathleen, joan, fredAndBetty, hazel, clint, vera, doris, edith, ivan, cora, frank, nora, gina, olive];

/** Every home that is written down, Kathleen's, Joan's, Fred and Betty's first. */
export function writtenHomes(prefix = ''): readonly SimHome[] {
  return written.map((home) => home(prefix));
}

/** The same homes, in which nothing happens but what is written. */
export function everybody(): readonly SimHome[] {
  return writtenHomes().map(asWritten);
}
