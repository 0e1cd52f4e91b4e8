import type { MirrorReport, Mirrors, Shown } from '@rampart/github-state';
import { anEntry } from '@rampart/ledger-records/testing';
import { aPolicy, inMemoryLedger } from '@rampart/testing/fakes';
import { describe, expect, it } from 'vitest';
import type { OnGithub } from './open-state.ts';
import type { OpenedTarget } from './open-targets.ts';
import { showTarget } from './show-target.ts';

const TARGET = 'fraud-prod';

/** What each showing answers whether another job was showing, and the records that each of them was given. */
async function shownUnder(again: readonly boolean[], onShow: (ledger: ReturnType<typeof inMemoryLedger>) => Promise<unknown> = () => Promise.resolve()): Promise<{ readonly lines: readonly string[]; readonly shown: readonly number[] }> {
  const ledger = inMemoryLedger();
  const first = anEntry({ target: TARGET, head: { kind: 'empty' }, sequence: 1 });
  await ledger.append(first);
  const shown: number[] = [];
  const mirrors: Mirrors = {
    hasNews: () => Promise.resolve(true),
    show: async ({ state }: Shown): Promise<MirrorReport> => {
      shown.push(state.sequence);
      await onShow(ledger);
      return { kind: 'shown', links: [], warnings: [{ mirror: 'all', kind: 'left-behind', text: `showing ${String(shown.length)}` }], again: again[shown.length - 1] ?? true };
    },
  };
  const github = { mirrors } as Partial<OnGithub> as OnGithub;
  const target = { pinned: { policy: aPolicy({ target: TARGET }) }, ports: { ledger }, breakGlass: () => 'x' } as unknown as OpenedTarget;
  const lines = await showTarget(github, target, { state: first.state, read: () => Promise.resolve(ledger.events(TARGET)) });
  return { lines, shown };
}

describe('showTarget', () => {
  it('shows once where nobody else does', async () => {
    expect(await shownUnder([false])).toEqual({ lines: ['showing 1'], shown: [1] });
  });

  it('reads the ledger again, and shows what it says by then, as long as another job was showing too', async () => {
    let sequence = 1;
    const recordOne = async (ledger: ReturnType<typeof inMemoryLedger>): Promise<void> => {
      const view = await ledger.read(TARGET);
      if (view.kind === 'error' || view.value.kind === 'empty') throw new Error('there is a record');
      sequence += 1;
      await ledger.append(anEntry({ target: TARGET, head: { kind: 'at', head: view.value.head }, sequence }));
    };
    expect(await shownUnder([true, true, false], recordOne)).toEqual({ lines: ['showing 3'], shown: [1, 2, 3] });
  });

  it('leaves the rest to the next look where that does not end', async () => {
    expect((await shownUnder([])).shown).toHaveLength(4);
  });
});
