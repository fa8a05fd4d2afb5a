import { parentPort, workerData } from 'node:worker_threads';
import { createPool } from '../store/pool.ts';
import { Refusal } from '../store/refusal.ts';
import { answer, type Question } from './question.ts';

/** What a worker says at its end: the answer, or why there is none. */
export type WorkerWord =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: Pick<Refusal, 'kind' | 'field' | 'message' | 'issues'> | null; readonly error: Error };

/** One thread, one question: what it used is gone with it, and the judge’s thread is not slowed. */
const { url, question } = workerData as { readonly url: string; readonly question: Question };
const pool = createPool(url, 2, 'hearthline backtest');
try {
  say({ ok: true, value: await answer(pool, question) });
} catch (error) {
  const { kind, field, message, issues } = error as Refusal;
  say({ ok: false, refusal: error instanceof Refusal ? { kind, field, message, issues } : null, error: error as Error });
} finally {
  await pool.end().catch(() => undefined);
}

function say(word: WorkerWord): void {
  parentPort?.postMessage(word);
}
