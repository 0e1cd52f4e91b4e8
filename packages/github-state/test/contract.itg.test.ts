// The ledger and the freezes on GitHub keep the contracts of their ports, over objects in memory and over git's own.
import { describeFreezeStoreContract, describeLedgerContract, describeRolloutFreezeContract } from '@rampart/testing/ports';
import { githubStorage } from './github-storage.ts';
import { aWorld } from './world.ts';

const SIGNED = [{ id: 1, name: 'signed', enforcement: 'active', include: ['~ALL'], exclude: [], rules: ['required_signatures'] }] as const;

const PLACES: Readonly<Record<string, Parameters<typeof aWorld>[0]>> = {
  'GitHub (in memory)': { store: 'memory' },
  'GitHub (on git)': { store: 'git' },
  'GitHub where commits must be signed': { settings: { rulesets: SIGNED } },
  'GitHub behind a replica that lags': { replicaLagMs: 1_500 },
};

for (const [name, options] of Object.entries(PLACES)) {
  const open = async () => {
    const { github, ...world } = await aWorld(options);
    return {
      storage: githubStorage(world),
      one: world.open(),
      other: world.open(),
      takeAway: () => github.faults.plan({ kind: 'not-found', route: '*', times: 'always' }),
      close: async () => {
        github.assertFits();
        await github.close();
      },
    };
  };
  // Another process is shown what was a while ago. What this one wrote or saw, it keeps seeing.
  const isBehind = options?.replicaLagMs !== undefined;

  describeLedgerContract(name, async () => {
    const { one, other, storage, ...rest } = await open();
    // Of a replica that lags nobody can say what it shows just now.
    return { ledger: one.ledger, other: isBehind ? one.ledger : other.ledger, ...rest, ...(isBehind ? {} : { storage }) };
  });

  describeFreezeStoreContract(name, async () => {
    const { one, other, ...rest } = await open();
    return { store: one.freezes, other: isBehind ? one.freezes : other.freezes, ...rest };
  });

  describeRolloutFreezeContract(name, async () => {
    const { one, other, close } = await open();
    return { ...one, other: isBehind ? one : other, close };
  });
}
