import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';
import { lighterSchemas } from './lighter-schemas.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * How a page for a phone is built: by itself, or what it shares with the console would be as large as the console needs it, with a service worker
 * that keeps its files. `name`: its folder below `dashboard`, and the first part of its address.
 */
export function phonePage(name: string): UserConfig {
  const worker = `${name}/sw.js`;
  /** Names of the built files, put in front of the service worker: it keeps these and nothing else, and is a new one when they are. */
  const shellOfWorker: Plugin = {
    name: 'shell-of-worker',
    generateBundle(_, bundle) {
      const built = bundle[worker];
      if (built?.type !== 'chunk') throw new Error(`the service worker of ${name} was not built`);
      const shell = Object.keys(bundle).filter((file) => file.startsWith('assets/'));
      built.code = `const shell=${JSON.stringify(shell.sort().map((file) => `/${file}`))};\n${built.code}`;
    },
  };
  return {
    root: here('../..'),
    publicDir: false,
    plugins: [react(), shellOfWorker, ...lighterSchemas],
    css: { preprocessorOptions: { scss: { loadPaths: [here('../../../node_modules')] } } },
    build: {
      emptyOutDir: false,
      assetsInlineLimit: 0,
      // Pages opened later come from the service worker.
      modulePreload: false,
      rolldownOptions: {
        // A schema that is not used is not there: making one changes nothing else in the page. The rules do nothing by being there, either.
        treeshake: {
          manualPureFunctions: ['z'],
          moduleSideEffects: (id) => !/[\\/](?:rules[\\/]model|gateway[\\/]contract)[\\/]/.test(id),
        },
        input: { [name]: here(`../../${name}/index.html`), sw: here(`../../${name}/service-worker.ts`) },
        // A service worker keeps its address, and may only look after what is below it.
        output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? worker : 'assets/[name]-[hash].js') },
      },
    },
  };
}
