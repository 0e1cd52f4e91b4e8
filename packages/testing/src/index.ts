export * from './fakes/index.ts';
export * from './runner/index.ts';
