import { defineConfig } from 'vitest/config';

// one browser, one database whose states the scenarios make: one after the other
export default defineConfig({
  test: {
    include: [`*.${process.env.SCENARIOS ?? 'test'}.mjs`],
    fileParallelism: false,
    pool: 'threads',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
