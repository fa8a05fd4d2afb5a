import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/**
 * `npm run lint`: Biome's own program for this machine. The package `@biomejs/biome` would only choose it, but asks for the
 * programs of every platform, and `npm ci` fails where a registry lacks one of them.
 */
const program = createRequire(import.meta.url).resolve(`@biomejs/cli-linux-${process.arch}/biome`);
process.exit(spawnSync(program, process.argv.slice(2), { stdio: 'inherit' }).status ?? 1);
