import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** By name, whatever took long last time: later files change what earlier ones count. */
class ByName extends BaseSequencer {
  async sort(files) {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

// one browser, one database whose states the scenarios make: one after the other
export default defineConfig({
  test: {
    include: [`*.${process.env.SCENARIOS ?? 'test'}.mjs`],
    fileParallelism: false,
    sequence: { sequencer: ByName },
    pool: 'threads',
    // a browser on a machine that others use as well: what is wrong is wrong twice
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
