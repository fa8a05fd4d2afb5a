import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadOptions, LoadReport } from '../load.ts';
import type { ReadingTemplate } from './payload.ts';

/** A load as plain data, so that it can cross into another process. */
export interface LoadJob extends Omit<LoadOptions, 'payload' | 'onAcknowledged' | 'onStarted'> {
  readonly reading: Omit<ReadingTemplate, 'now'>;
}

export type LoadRequest = { readonly job: LoadJob; readonly recordAcknowledged: boolean };
export type LoadAnswer =
  | { readonly type: 'started' }
  /** Client and number of each acknowledged publish, one after the other. */
  | { readonly type: 'acknowledged'; readonly pairs: Uint32Array }
  | { readonly type: 'report'; readonly report: LoadReport }
  | { readonly type: 'failed'; readonly message: string };

/**
 * `runLoad` in a process of its own, so that generating load does not take the event loop of who measures.
 * Acknowledgements arrive up to 20 ms after the PUBACK. Aborting `signal` ends the process and rejects.
 */
export function runLoadProcess(
  job: LoadJob,
  on: Pick<LoadOptions, 'onAcknowledged' | 'onStarted'> & { readonly signal?: AbortSignal } = {},
): Promise<LoadReport> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
      execArgv: [],
      serialization: 'advanced',
      signal: on.signal,
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`load process ended before its report (${signal ?? `exit code ${code}`})`)));
    child.on('message', (answer: LoadAnswer) => {
      if (answer.type === 'started') on.onStarted?.();
      else if (answer.type === 'report') resolve(answer.report);
      else if (answer.type === 'failed') reject(new Error(answer.message));
      else for (let i = 0; i < answer.pairs.length; i += 2) on.onAcknowledged?.(answer.pairs[i]!, answer.pairs[i + 1]!);
    });
    const request: LoadRequest = { job, recordAcknowledged: on.onAcknowledged !== undefined };
    child.send(request);
  });
}
