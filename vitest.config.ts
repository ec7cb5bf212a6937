import { defineConfig } from 'vitest/config';

/** Unit tests sit beside the code, the rest in tests/. Browser tests launch one Chromium per file. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'scenes/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    // Files share their process: engine, lessons and models are loaded once, not two hundred times.
    poolOptions: { forks: { minForks: 1, maxForks: 2, isolate: false } },
    // Two slow cores shared with a browser: generous, and never a statement about speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
