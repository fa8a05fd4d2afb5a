import { assertRuntime } from './runtime.ts';

assertRuntime();
const { run } = await import('./run.ts');
await run();
