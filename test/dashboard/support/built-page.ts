import { createHash } from 'node:crypto';
import { existsSync, globSync, statSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder of the dashboard as it is now, built once for all test files and kept until a source changes. */
export async function builtPage(): Promise<string> {
  const sources = globSync(['dashboard/**/*.{ts,tsx,scss,html,svg}', 'gateway/contract/*.ts', 'rules/model/*.ts', 'package-lock.json'], {
    cwd: root,
    exclude: ['dashboard/dist/**'],
  }).sort();
  const hash = createHash('sha256');
  for (const source of sources) hash.update(`${source} ${statSync(join(root, source)).mtimeMs}\n`);
  const target = join(tmpdir(), `hearthline-page-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(target)) return target;
  const made = await mkdtemp(join(tmpdir(), 'hearthline-page-build-'));
  const environment = process.env.NODE_ENV;
  // The test runner's own environment would make a development build, which is slower and not what is served.
  process.env.NODE_ENV = 'production';
  await build({ configFile: join(root, 'dashboard/vite.config.ts'), logLevel: 'error', build: { outDir: made, emptyOutDir: true } });
  process.env.NODE_ENV = environment;
  try {
    await rename(made, target);
  } catch (error) {
    // Another test file was faster: its build is the same.
    await rm(made, { recursive: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
