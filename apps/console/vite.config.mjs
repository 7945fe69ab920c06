// Builds the console into dist/apps/console; scripts/set-up/console.cjs runs it, and says into which folder.
import react from '@vitejs/plugin-react';
import path from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The ledger serves the console at its root.
  base: '/',
  cacheDir: path.resolve(import.meta.dirname, '../../node_modules/.cache/vite'),
  // Development alone: `npx vite apps/console` beside a running ledger.
  server: {
    proxy: { '^/(v1|api|health|docs|openapi.json|problems)': process.env.LEDGER_URL ?? 'http://127.0.0.1:3000' },
  },
  build: {
    target: 'es2023',
    cssTarget: 'chrome123',
    emptyOutDir: true,
    // One file: the style of a part that failed to load is not asked for a second time, and all of them take 6 kB.
    cssCodeSplit: false,
    // Everything is a file of our own: the policy of the page allows no data in scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        manualChunks: (id) =>
          /node_modules\/(react|react-dom|scheduler|wouter|@tanstack\/(react-)?query)/.test(id) ? 'frame' : undefined,
      },
    },
  },
});
