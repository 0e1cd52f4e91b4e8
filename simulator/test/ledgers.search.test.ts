// Two controllers race over each implementation of the ledger. A compare-and-swap that is none, a line that forgets, a state that is not that of its events: the
// checkers see it in what the ledger says at the end.
import { fc } from '@fast-check/vitest';
import { openGitLedger } from '@rampart/git-ledger';
import { bareRepository, temporaryFolder } from '@rampart/git-process/testing';
import type { Ledger } from '@rampart/rollout-engine';
import { inMemoryLedger } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import { Met } from './checked-recording.ts';
import { POLICIES } from './policies.ts';
import { racingRelease, type Turn } from './racing-release.ts';
import { search } from './search.ts';

const turn: fc.Arbitrary<Turn> = fc.record({ jobs: fc.constantFrom(1, 2, 2), candidate: fc.constantFrom(1, 1, 1, 1, 100), seconds: fc.constantFrom(60, 30, 0, 600) });
const turns = fc.record({ peace: fc.nat({ max: 10 }), then: fc.array(turn, { maxLength: 12 }) }).map(({ peace, then }): readonly Turn[] => [...Array.from({ length: peace }, (): Turn => ({ jobs: 2, candidate: 1, seconds: 60 })), ...then]);
const policies = fc.constantFrom('plain' as const, 'instances' as const);

function memory(): readonly [Ledger, Ledger] {
  const ledger = inMemoryLedger();
  return [ledger, ledger];
}

function git(): readonly [Ledger, Ledger] {
  const location = { kind: 'remote', url: bareRepository() } as const;
  const open = (): Ledger => openGitLedger({ location, cacheDir: temporaryFolder() }).ledger;
  return [open(), open()];
}

describe.each([
  { name: 'the ledger in memory', ledgers: memory, runs: 30 },
  { name: 'the ledger in git', ledgers: git, runs: 1 },
])('a search over races on $name', ({ ledgers, runs }) => {
  const met = new Met();

  it('finds none in which two controllers break a rule', { timeout: 180_000 }, async () => {
    await search({
      cases: fc.tuple(policies, turns),
      record: ([policy, drawn]) => racingRelease(POLICIES[policy], ledgers(), drawn),
      keep: (drawn) => `none: ${JSON.stringify(drawn)}`,
      runs,
      met,
    });
  });

  it('met what it is about', () => {
    expect(met.missing(['lost-race', '14-superseded-controller-is-fenced', '33-recorded-before-raised', '36-replay-reproduces'])).toEqual([]);
  });
});
