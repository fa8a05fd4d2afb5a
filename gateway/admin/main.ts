import { keepCompiled } from '../compile-cache.ts';
import { assertRuntime } from '../runtime.ts';

assertRuntime();
keepCompiled();
const { runAdmin } = await import('./run.ts');
process.exitCode = await runAdmin(process.argv.slice(2), process.env, process);
