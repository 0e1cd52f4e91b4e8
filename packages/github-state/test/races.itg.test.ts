// Many processes at once: of one operation, of different ones, on one target. One winner each, nothing lost, nothing twice.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_LIMITS } from '@rampart/testing/github';
import { valueOf } from '@rampart/testing/ports';
import { describe, expect, it, onTestFinished } from 'vitest';
import { entryOn, TARGET } from './entries.ts';
import { expectOneLine, recordsOf } from './truth.ts';
import { aWorld } from './world.ts';

const RUNNERS = 16;

describe.each(['memory', 'git'] as const)('sixteen processes at once (%s)', (store) => {
  it('of different operations: one wins each round, the others are told so, and all get in after one another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rampart-races-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const world = await aWorld({ store, folder, limits: NO_LIMITS });
    const jobs = Array.from({ length: RUNNERS }, (_, n) => ({ n, ...world.open() }));
    let left = jobs;
    for (let round = 1; left.length > 0; round += 1) {
      const views = await Promise.all(left.map(async ({ ledger }) => valueOf(await ledger.read(TARGET))));
      const outcomes = await Promise.all(left.map(async (job, index) => ({ job, outcome: valueOf(await job.ledger.append(entryOn(views[index]!, `op/${job.n}`))) })));
      const winners = outcomes.filter(({ outcome }) => outcome.kind === 'appended');
      expect(winners).toHaveLength(1);
      expect(new Set(outcomes.map(({ outcome }) => outcome.head)).size, 'all are shown the same head').toBe(1);
      left = left.filter((job) => job !== winners[0]?.job);
      expect(await recordsOf(world, TARGET)).toHaveLength(round);
      // Git's own processes take their time.
      if (store === 'git') break;
    }
    expectOneLine(await recordsOf(world, TARGET));
    world.github.assertFits();
    await world.github.close();
    // Throws where git finds anything to say about what the losers left behind, too.
    for (const repository of readdirSync(folder)) execFileSync('git', ['-C', join(folder, repository), 'fsck', '--strict', '--no-dangling']);
  });

  it('of the same operation: it is recorded once, and all are told where', async () => {
    const world = await aWorld({ store, limits: NO_LIMITS });
    const entry = entryOn({ kind: 'empty' }, 'op/same');
    const outcomes = await Promise.all(Array.from({ length: RUNNERS }, async () => valueOf(await world.open().ledger.append(entry))));
    const records = await recordsOf(world, TARGET);
    expect(records).toHaveLength(1);
    expect(outcomes).toEqual(Array(RUNNERS).fill({ kind: 'appended', head: records[0]!.commit }));
    await world.github.close();
  });

  it('of the same operation with other evidence: one wins, since the effects of the others need not be its', async () => {
    const world = await aWorld({ store, limits: NO_LIMITS });
    const entry = entryOn({ kind: 'empty' }, 'op/same');
    const outcomes = await Promise.all(Array.from({ length: 3 }, async (_, n) => valueOf(await world.open().ledger.append({ ...entry, event: { ...entry.event, actor: `runner ${n}` } }))));
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['appended', 'conflict', 'conflict']);
    expect(await recordsOf(world, TARGET)).toHaveLength(1);
    await world.github.close();
  });

  it.runIf(store === 'memory')('of different targets: all win', async () => {
    const world = await aWorld({ store, limits: NO_LIMITS });
    const outcomes = await Promise.all(Array.from({ length: RUNNERS }, async (_, n) => valueOf(await world.open().ledger.append(entryOn({ kind: 'empty' }, 'op', `model-${n}`)))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(RUNNERS).fill('appended'));
    await world.github.close();
  });
});
