/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/test/support/one-realm.environment.cjs',
  runtime: '<rootDir>/test/support/kept-modules.runtime.cjs',
  // The generated code of a package keeps a global of its own, at which deleting it would warn.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  testSequencer: '<rootDir>/test/support/longest-first.sequencer.cjs',
  globalSetup: '<rootDir>/test/support/run.setup.ts',
  globalTeardown: '<rootDir>/test/support/run.teardown.ts',
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.ts'],
  // Minutes of long logs, crashes and outages, for .ci/run.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.LONG_ROUNDS ? [] : ['\\.long\\.'])],
  moduleNameMapper: {
    '^@ledger/([^/]+)/testing$': '<rootDir>/libs/$1/src/testing/index.ts',
    '^@ledger/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest', require('./scripts/run/swc-options.cjs')] },
  // These packages are published as ES modules only; Jest on Node.js 20 cannot require them untransformed.
  transformIgnorePatterns: [
    '/node_modules/(?!(@marcbachmann/cel-js|uuid|lru-cache|fast-check|pure-rand|jose|hyparquet|hyparquet-writer|openapi-typescript|parse-json|index-to-position|supports-color|change-case)/)',
  ],
  // Ends what hangs, on however slow a machine: how long something takes is for the benches to say.
  testTimeout: 300_000,
  setupFilesAfterEnv: ['reply-checker.setup.ts', 'secrets/secrets.setup.ts'].map(
    (file) => `<rootDir>/test/support/${file}`,
  ),
  // How many examples each property tries: fast-check's own default, unless a longer round is asked for.
  setupFiles: process.env.FC_NUM_RUNS ? ['<rootDir>/test/support/fast-check.setup.ts'] : [],
  reporters: ['default', '<rootDir>/scripts/checks/summary.reporter.cjs'],
};
