import { expect, it } from 'vitest';
import { fingerprints } from './fingerprints.ts';
import { readGolden } from './golden.ts';

it('the simulator computes on this Node, bit by bit, what is committed', () => {
  // After a change on purpose: node simulator/test/portability/print-fingerprints.ts --write
  expect(fingerprints()).toEqual(readGolden());
});
