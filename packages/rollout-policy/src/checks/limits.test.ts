// What a limit on a share of users means: of those seen so far, not of those who happen to come in one block.
import { aCheck, aPolicy, aRollout, blocksOf, aSituation, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { cell } from '../../test/drive.ts';
import { decide } from '../decide.ts';
import type { Block, Cell } from '../evidence.ts';

describe('a limit on a share of users', () => {
  const users = aCheck({ signal: { kind: 'share', metric: 'm', among: [], where: [], unit: 'users' }, worseBy: { kind: 'none' }, limit: { kind: 'share', ratioMax: 0.2 } });
  const rollout = aRollout(aPolicy({ checks: [users], promise: { badRequestsMax: 100_000 } })).at(500_000);
  const inTurn = (...cells: readonly Cell[]): readonly Block[] => cells.map((all, index) => ({ fromMs: ROLLOUT_START_MS + index * 30_000, toMs: ROLLOUT_START_MS + (index + 1) * 30_000, cells: { all } }));

  it('is not broken by first failures of users who were seen before, in one block or in many', () => {
    const [many, failing] = [cell([0, 3_000], [0, 3_000]), cell([0, 30], [25, 30])];
    for (const blocks of [inTurn(many, failing), inTurn(many, ...Array.from({ length: 20 }, () => failing))]) {
      const { decision } = decide(rollout, blocksOf('errors', blocks), aSituation(rollout));
      expect(decision.kind).not.toBe('rollback');
      expect(decision.checks[0]).toMatchObject({ limit: { kind: 'kept' }, odds: 1 });
    }
  });
});
