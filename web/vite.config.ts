import { defineConfig } from 'vitest/config';
import { mockServer } from './mock/plugin.ts';

// The binary writes the address of tiles from the host it was asked on, which has to be this one's.
const BINARY = { target: process.env.MAILLAGE_SERVER ?? 'http://127.0.0.1:8080', changeOrigin: false };

export default defineConfig(({ mode }) => ({
  // `vite --mode mock` answers the contract from mock/ with a fictional territory; otherwise the
  // development server hands the contract's paths to a running binary.
  plugins: mode === 'mock' ? [mockServer()] : [],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { proxy: mode === 'mock' ? {} : { '/api': BINARY, '/tiles': BINARY } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
    // The licences of what is bundled travel with it.
    license: { fileName: 'licences.md' },
  },
  // Reading the modules for the first time is slow on a machine that builds something else beside.
  test: { environment: 'happy-dom', include: ['test/**/*.test.{ts,tsx}'], testTimeout: 30_000 },
}));
