import type { ApiAnswer, GithubApi } from '@rampart/github-api';
import { ok } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { moveRefs } from './move-refs.ts';

const [LEDGER, FREEZES] = ['refs/heads/rollouts/t', 'refs/heads/rollouts/freezes'];
const MOVES = [
  { ref: LEDGER, from: 'ledger-before', to: 'ledger-ours' },
  { ref: FREEZES, from: 'freezes-before', to: 'freezes-after' },
] as const;

/** A move that GitHub refuses, for whatever reason, and the heads afterwards. */
function outcomeAt(heads: Readonly<Record<string, string>>, answer: ApiAnswer<never> = refusedAs('UNPROCESSABLE')): ReturnType<typeof moveRefs> {
  const refusing: Pick<GithubApi, 'graphql'> = { graphql: () => Promise.resolve(answer) };
  return moveRefs(refusing as GithubApi, { pause: () => Promise.resolve() }, { repositoryId: 'R', moves: [...MOVES], readBack: () => Promise.resolve(ok(new Map(Object.entries(heads)))) });
}

function refusedAs(type: string): ApiAnswer<never> {
  return { kind: 'errors', why: 'no', errors: [{ type, message: 'no' }], value: undefined };
}

describe('moveRefs', () => {
  it('has moved all where the first is at our commit', async () => {
    expect(await outcomeAt({ [LEDGER]: 'ledger-ours', [FREEZES]: 'freezes-of-somebody' })).toEqual({ kind: 'moved' });
  });

  it('has moved nothing where another job made the same commit of the freezes, with a record of its own', async () => {
    expect(await outcomeAt({ [LEDGER]: 'ledger-of-another', [FREEZES]: 'freezes-after' })).toEqual({ kind: 'elsewhere' });
    expect(await outcomeAt({ [LEDGER]: 'ledger-before', [FREEZES]: 'freezes-after' })).toEqual({ kind: 'elsewhere' });
  });

  it.each([
    ['with errors', refusedAs('UNPROCESSABLE'), 'unknown'],
    ['with an error of no type', refusedAs(''), 'unknown'],
    ['since there is no such repository', refusedAs('NOT_FOUND'), 'not-moved'],
    ['without a look at it', { kind: 'refused', why: '422', errors: [] }, 'not-moved'],
    ['for want of a permission', { kind: 'denied', why: '403', seen: '403', accepted: '' }, 'not-moved'],
  ] as const)('refused %s, with all refs where they are expected', async (_, answer, kind) => {
    expect(await outcomeAt({ [LEDGER]: 'ledger-before', [FREEZES]: 'freezes-before' }, answer)).toEqual({ kind, answer });
  });
});
