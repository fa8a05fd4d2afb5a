import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';

const gateway = 'http://127.0.0.1:8080';

/** Builds the page of patients and families into the same folder, once the console is there. */
function withFamilyPage(): Plugin {
  let outDir = '';
  return {
    name: 'with-family-page',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      await build({
        configFile: fileURLToPath(new URL('family/vite.config.ts', import.meta.url)),
        logLevel: 'warn',
        build: { outDir, emptyOutDir: false },
      });
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), withFamilyPage()],
  css: { preprocessorOptions: { scss: { loadPaths: [fileURLToPath(new URL('../node_modules', import.meta.url))] } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The gateway's content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // Polyfilled preloading would need an inline script.
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    // The gateway compares the Origin header with its own address, so the proxy speaks in its name.
    proxy: { '/api': { target: gateway, changeOrigin: true, ws: true, headers: { origin: gateway } } },
  },
});
