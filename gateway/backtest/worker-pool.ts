import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../store/refusal.ts';
import type { Answer, Question } from './question.ts';
import type { WorkerWord } from './worker.ts';

/** Who asks about the past gets an answer without slowing the present. */
export interface Backtests {
  /**
   * Answers in a thread of its own. Rejects with Refusal for what does not exist, with Busy when too many ask or it took too long, and
   * with the thread’s own error.
   */
  ask<Q extends Question>(question: Q): Promise<Answer<Q>>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** Not now: too many questions, or one that is too large. */
export class Busy extends Error {}

export interface BacktestLimits {
  /** Threads at a time. */
  readonly atOnce: number;
  /** Questions that wait for a thread. */
  readonly waiting: number;
  /** Wall-clock milliseconds that one question may take. */
  readonly longestMs: number;
}

/** One thread: a gateway has few processors, and they are for judging. */
export const standardLimits: BacktestLimits = { atOnce: 1, waiting: 10, longestMs: 60_000 };

/** Threads that read the database at `url`, one a question. */
export function createBacktests(url: string, limits: BacktestLimits = standardLimits): Backtests {
  const running = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let turns = 0;
  let closed = false;

  const turn = async () => {
    if (turns >= limits.atOnce) {
      if (waiting.length >= limits.waiting) throw new Busy('Too many backtests are under way. Try again in a minute.');
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    turns++;
  };

  const run = async (question: Question): Promise<unknown> => {
    if (closed) throw new Busy('The gateway is stopping.');
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { url, question } });
    running.add(worker);
    const timer = setTimeout(() => void worker.terminate(), limits.longestMs);
    try {
      return meant(await wordOf(worker));
    } finally {
      clearTimeout(timer);
      await worker.terminate();
      running.delete(worker);
    }
  };

  return {
    async ask<Q extends Question>(question: Q) {
      await turn();
      try {
        return (await run(question)) as Answer<Q>;
      } finally {
        turns--;
        waiting.shift()?.();
      }
    },
    async close() {
      closed = true;
      for (const next of waiting.splice(0)) next();
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

async function wordOf(worker: Worker): Promise<WorkerWord> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    const word = once(worker, 'message', { signal }).then(([first]) => first as WorkerWord);
    const exit = once(worker, 'exit', { signal }).then(() => {
      throw new Busy('It took too long. Ask for a shorter time.');
    });
    return await Promise.race([word, exit]);
  } finally {
    ended.abort();
  }
}

function meant(word: WorkerWord): unknown {
  if (word.ok) return word.value;
  if (word.refusal === null) throw new Error('the backtest failed', { cause: word.error });
  const { kind, field, message, issues } = word.refusal;
  throw new Refusal(kind, field, message, issues);
}
