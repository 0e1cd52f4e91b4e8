import { describe, expect, it } from 'vitest';
import { ancestorsOf, readyJobs } from './job-graph.ts';

const nodes = [
  { id: 'build', needs: [] },
  { id: 'lint', needs: [] },
  { id: 'test', needs: ['build'] },
  { id: 'ship', needs: ['test', 'lint'] },
];

describe('ancestorsOf', () => {
  it('finds jobs that are needed directly and through others', () => {
    expect(ancestorsOf(nodes, 'ship')).toEqual(['test', 'build', 'lint']);
    expect(ancestorsOf(nodes, 'build')).toEqual([]);
  });
});

describe('readyJobs', () => {
  const ready = (started: readonly string[], ended: readonly string[]): readonly string[] =>
    readyJobs(nodes, { started: new Set(started), ended: new Set(ended) }).map((node) => node.id);

  it('begins with the jobs that need nothing', () => {
    expect(ready([], [])).toEqual(['build', 'lint']);
  });

  it('waits for all needs', () => {
    expect(ready(['build', 'lint', 'test'], ['build', 'test'])).toEqual([]);
    expect(ready(['build', 'lint', 'test'], ['build', 'test', 'lint'])).toEqual(['ship']);
  });

  it('starts no job twice', () => {
    expect(ready(['build', 'lint'], ['build'])).toEqual(['test']);
  });
});
