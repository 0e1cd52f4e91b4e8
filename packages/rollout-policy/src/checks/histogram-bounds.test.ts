// Latency bounds are learned from cells whose names a metric page chose.
import { aCheck, aPolicy, aRollout, aSituation, blocksOf, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { cell } from '../../test/drive.ts';
import { decide } from '../decide.ts';
import type { Cell } from '../evidence.ts';
import { boundsAmong } from './histogram-bounds.ts';

describe('a latency check that learns its bounds', () => {
  it.each(['constructor', 'toString', '__proto__', 'region=west', 'le', ''])('keeps nothing of a cell called "%s"', (name) => {
    const rollout = aRollout(aPolicy({ checks: [aCheck({ name: 'latency', signal: { kind: 'time', metric: 'm', where: [] } })] })).at(10_000);
    const seen = cell([0, 50], [0, 50]);
    const cells: Readonly<Record<string, Cell>> = Object.fromEntries([['all', seen], [name, seen], ['le=0.1', cell([4, 50], [4, 50])]]);
    const { checks } = decide(rollout, blocksOf('latency', [{ fromMs: ROLLOUT_START_MS, toMs: ROLLOUT_START_MS + 30_000, cells }]), aSituation(rollout));
    expect(checks['latency']?.bounds).toEqual({ kind: 'choosing', stable: { all: { trials: 50, events: 0 }, 'le=0.1': { trials: 50, events: 4 } } });
  });

  it('takes only numbers for bounds', () => {
    expect(boundsAmong(['le=0.5', 'le=constructor', 'le=+Inf', 'all', 'le=0.1'])).toEqual([0.1, 0.5]);
  });
});
