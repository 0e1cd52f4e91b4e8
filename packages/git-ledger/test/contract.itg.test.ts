// The ledger and the freezes on git keep the contracts of their ports, however the repository is reached.
import { rmSync } from 'node:fs';
import { bareRepository, reach, temporaryFolder } from '@rampart/git-process/testing';
import type { Reach } from '@rampart/git-process/testing';
import { describeFreezeStoreContract, describeLedgerContract, describeRolloutFreezeContract } from '@rampart/testing/ports';
import { bareStorage } from './bare-storage.ts';
import { openGitLedger } from '../src/open-git-ledger.ts';

const REACHES: Readonly<Record<Extract<Reach, 'repository' | 'remote' | 'workspace-remote'>, string>> = {
  repository: 'a git repository in a folder',
  remote: 'a git remote',
  'workspace-remote': 'the git remote of a checkout',
};

for (const how of ['repository', 'remote', 'workspace-remote'] as const) {
  describeLedgerContract(REACHES[how], () => {
    const bare = bareRepository();
    return { ledger: open(how, bare).ledger, other: open(how, bare).ledger, takeAway: () => rmSync(bare, { recursive: true }), storage: bareStorage(bare) };
  });

  describeFreezeStoreContract(REACHES[how], () => {
    const bare = bareRepository();
    return { store: open(how, bare).freezes, other: open(how, bare).freezes, takeAway: () => rmSync(bare, { recursive: true }) };
  });

  describeRolloutFreezeContract(REACHES[how], () => {
    const bare = bareRepository();
    return { ...open(how, bare), other: open(how, bare) };
  });
}

function open(how: Reach, bare: string): ReturnType<typeof openGitLedger> {
  return openGitLedger({ location: reach(how, bare), cacheDir: temporaryFolder() });
}
