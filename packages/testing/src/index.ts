// Fakes and builders, and the harness that runs workflows. Suites of port contracts are in `@rampart/testing/ports`.
export * from './fakes/index.ts';
export * from './runner/index.ts';
