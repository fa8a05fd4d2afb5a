import { runLoad } from '../load.ts';
import { readingPayload } from './payload.ts';
import type { LoadAnswer, LoadRequest } from './process.ts';

/** The other end of `runLoadProcess`: takes one request over IPC, answers with its report and ends. */
const relayMs = 20;

const answer = (message: LoadAnswer) =>
  new Promise<void>((resolve) => {
    process.send?.(message, () => resolve());
  });

process.once('disconnect', () => process.exit(1));
process.once('message', async ({ job, recordAcknowledged }: LoadRequest) => {
  let pairs: number[] = [];
  const relay = () => {
    if (pairs.length > 0) void answer({ type: 'acknowledged', pairs: Uint32Array.from(pairs) });
    pairs = [];
  };
  const timer = setInterval(relay, relayMs);
  try {
    const report = await runLoad({
      ...job,
      payload: readingPayload(job.reading),
      onStarted: () => void answer({ type: 'started' }),
      onAcknowledged: recordAcknowledged ? (client, n) => void pairs.push(client, n) : undefined,
    });
    relay();
    await answer({ type: 'report', report });
  } catch (error) {
    await answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  clearInterval(timer);
  process.removeAllListeners('disconnect');
  process.disconnect();
});
