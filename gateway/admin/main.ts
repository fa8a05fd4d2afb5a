import { assertRuntime } from '../runtime.ts';

assertRuntime();
const { runAdmin } = await import('./run.ts');
process.exitCode = await runAdmin(process.argv.slice(2), process.env, process);
