import { assertRuntime } from '../runtime.ts';

assertRuntime();
const { backtestCommand, usage, UsageError } = await import('./command.ts');
const { createClock } = await import('../clock.ts');

/** `npm run backtest`: exit code 0 done, 2 something was written wrongly or cannot be read. */
try {
  const { text } = await backtestCommand(process.argv.slice(2), process.env, createClock({ speed: 1, careFrom: 0 }).now());
  process.stdout.write(text);
} catch (error) {
  process.stderr.write(`backtest: ${(error as Error).message}\n${error instanceof UsageError ? usage : ''}`);
  process.exitCode = 2;
}
