// A ledger's branch on the emulated GitHub, as somebody reaches it who may push by force.
import { ledgerRef } from '@rampart/ledger-records';
import { encodeCommit, NO_OBJECT } from '@rampart/testing/github';
import type { LedgerStorage, Tampering } from '@rampart/testing/ports';
import { TARGET } from './entries.ts';
import type { World } from './world.ts';

export function githubStorage({ repository, commits }: Pick<World, 'repository' | 'commits'>): LedgerStorage {
  const commitOf = async (id: string, parents: readonly string[]): Promise<string> => {
    const commit = await repository.commit(id);
    if (commit === 'missing') throw new Error(`there is no commit ${id}`);
    return repository.store.write(encodeCommit({ ...commit, parents: [...parents], message: 'start over' }));
  };
  const becomes = async (how: Tampering, line: readonly string[]): Promise<string> => {
    const [last = '', before = ''] = line;
    switch (how) {
      case 'made anew':
        return commitOf(last, []);
      case 'cut off':
        return commitOf(last, [await commitOf(before, [])]);
      case 'set back':
        return before;
      case 'replaced':
        return commitOf(line.at(-1) ?? '', []);
      case 'deleted':
        return NO_OBJECT;
    }
  };
  return {
    head: async () => (await commits(TARGET))[0] ?? '',
    tamper: async (how) => {
      const line = await commits(TARGET);
      await repository.moveRefs([{ ref: ledgerRef(TARGET), from: line[0] ?? '', to: await becomes(how, line) }]);
    },
  };
}
