// A ledger's branch in a bare repository, as somebody reaches it who may push by force.
import { git } from '@rampart/git-process/testing';
import { ledgerRef } from '@rampart/ledger-records';
import type { LedgerStorage, Tampering } from '@rampart/testing/ports';

export function bareStorage(bare: string, target = 'fraud-prod'): LedgerStorage {
  const ref = ledgerRef(target);
  const commit = (of: string, ...parents: readonly string[]): string => git(bare, 'commit-tree', `${of}^{tree}`, ...parents.flatMap((parent) => ['-p', parent]), '-m', 'start over');
  const first = (): string => git(bare, 'rev-list', '--max-parents=0', ref);
  const becomes: Readonly<Record<Exclude<Tampering, 'deleted'>, () => string>> = {
    'made anew': () => commit(ref),
    'cut off': () => commit(ref, commit(`${ref}~1`)),
    'set back': () => git(bare, 'rev-parse', `${ref}~1`),
    replaced: () => commit(first()),
  };
  return {
    head: async () => git(bare, 'for-each-ref', '--format=%(objectname)', ref),
    tamper: async (how) => {
      if (how === 'deleted') git(bare, 'update-ref', '-d', ref);
      else git(bare, 'update-ref', ref, becomes[how]());
    },
  };
}
