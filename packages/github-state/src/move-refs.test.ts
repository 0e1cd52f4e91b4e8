import type { GithubApi } from '@rampart/github-api';
import { ok } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { moveRefs } from './move-refs.ts';

const [LEDGER, FREEZES] = ['refs/heads/rollouts/t', 'refs/heads/rollouts/freezes'];
const MOVES = [
  { ref: LEDGER, from: 'ledger-before', to: 'ledger-ours' },
  { ref: FREEZES, from: 'freezes-before', to: 'freezes-after' },
] as const;

/** A move of which nothing was heard, and the heads afterwards. */
function outcomeAt(heads: Readonly<Record<string, string>>): ReturnType<typeof moveRefs> {
  const silent: Pick<GithubApi, 'graphql'> = { graphql: () => Promise.resolve({ kind: 'errors', why: 'the refs are elsewhere', errors: [], value: undefined }) };
  return moveRefs(silent as GithubApi, { pause: () => Promise.resolve() }, { repositoryId: 'R', moves: [...MOVES], readBack: () => Promise.resolve(ok(new Map(Object.entries(heads)))) });
}

describe('moveRefs', () => {
  it('has moved all where the first is at our commit', async () => {
    expect(await outcomeAt({ [LEDGER]: 'ledger-ours', [FREEZES]: 'freezes-of-somebody' })).toEqual({ kind: 'moved' });
  });

  it('has moved nothing where another job made the same commit of the freezes, with a record of its own', async () => {
    expect(await outcomeAt({ [LEDGER]: 'ledger-of-another', [FREEZES]: 'freezes-after' })).toEqual({ kind: 'elsewhere' });
    expect(await outcomeAt({ [LEDGER]: 'ledger-before', [FREEZES]: 'freezes-after' })).toEqual({ kind: 'elsewhere' });
  });
});
