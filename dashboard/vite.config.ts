import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const gateway = 'http://127.0.0.1:8080';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
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
