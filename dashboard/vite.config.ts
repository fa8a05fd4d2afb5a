import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';

const gateway = 'http://127.0.0.1:8080';

/** Builds the pages for phones into the same folder, once the console is there. */
function withPhonePages(): Plugin {
  let outDir = '';
  return {
    name: 'with-phone-pages',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const page of ['family', 'responder'])
        await build({
          configFile: fileURLToPath(new URL(`${page}/vite.config.ts`, import.meta.url)),
          logLevel: 'warn',
          build: { outDir, emptyOutDir: false },
        });
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), withPhonePages()],
  css: { preprocessorOptions: { scss: { loadPaths: [fileURLToPath(new URL('../node_modules', import.meta.url))] } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The gateway's content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // Polyfilled preloading would need an inline script.
    modulePreload: { polyfill: false },
    // React is a quarter of what the console begins with, and the same in every release: browsers keep it.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// }] } } },
  },
  server: {
    host: '127.0.0.1',
    // The gateway compares the Origin header with its own address, so the proxy speaks in its name.
    proxy: { '/api': { target: gateway, changeOrigin: true, ws: true, headers: { origin: gateway } } },
  },
});
