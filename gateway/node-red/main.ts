import { assertRuntime } from '../runtime.ts';

assertRuntime();
const { runFlows } = await import('./run.ts');
await runFlows();
