import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assertRuntime } from './runtime.ts';

/** Everything the page is made of; a change in any of it asks for a new build. */
const sources = ['dashboard', 'gateway/contract', 'rules/model', 'package-lock.json'];
const leftOut = new Set(['dist', 'node_modules']);

/** Latest change of a file, or of anything in a folder, in epoch milliseconds; 0 when there is none. */
export function newestChange(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  const names = readdirSync(path).filter((name) => !leftOut.has(name));
  return Math.max(0, ...names.map((name) => newestChange(join(path, name))));
}

/** What is to be done about the page below `root`. */
export function dashboardStatus(root: string): 'fresh' | 'stale' | 'missing' {
  const builtAt = newestChange(join(root, 'dashboard/dist/index.html'));
  if (builtAt === 0) return 'missing';
  return sources.some((source) => newestChange(join(root, source)) > builtAt) ? 'stale' : 'fresh';
}

function findVite(): string | null {
  try {
    return pathToFileURL(createRequire(import.meta.url).resolve('vite')).href;
  } catch {
    return null;
  }
}

/** Builds the page below `root` when it is missing or older than its sources. */
export async function ensureDashboard(root: string): Promise<void> {
  const status = dashboardStatus(root);
  if (status === 'fresh') return;
  const vite = findVite();
  if (vite === null && status === 'missing') {
    throw new Error('The dashboard is not built, and Vite, which builds it, is not installed: run "npm ci" without --omit=dev');
  }
  if (vite === null) {
    console.log('The dashboard is older than its sources; Vite is not installed, so it stays as it is');
    return;
  }
  console.log(status === 'missing' ? 'Building the dashboard' : 'Building the dashboard again: its sources have changed');
  const { build } = (await import(vite)) as typeof import('vite');
  // Whoever asks may be a test: what stays behind is what people get.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  await build({ configFile: join(root, 'dashboard/vite.config.ts'), logLevel: 'warn' });
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
}

if (import.meta.main) {
  try {
    assertRuntime();
    await ensureDashboard(join(import.meta.dirname, '..'));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
