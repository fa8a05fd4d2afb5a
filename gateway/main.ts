import { keepCompiled } from './compile-cache.ts';
import { assertRuntime } from './runtime.ts';

assertRuntime();
keepCompiled();
const { run } = await import('./run.ts');
await run();
