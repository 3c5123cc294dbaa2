// How the tests run: real database, real HTTP, two processes for all files, the longest first.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A browser that starts last keeps everybody waiting; on a machine that has run nothing yet, too. */
const long = [
  '/test/browser/pages.',
  '/test/stories/',
  '/test/access/routes.',
  '/test/browser/',
  '.browser.test.',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((part) => moduleId.includes(part));
      return found === -1 ? long.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // The application is loaded once for each process: for each file anew took half of the time.
    isolate: false,
    maxWorkers: 2,
    // Only what hangs is stopped: a machine ten times slower must pass as well.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 100_000 } },
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/each-file.ts'],
    sequence: { sequencer: LongestFirst },
  },
});
