// What people do to the repository, past every rule of Rampart; and what they put right again when they are told to.
import { EVENT_FILE, FREEZES_REF, ledgerRef, STATE_FILE } from '@rampart/ledger-records';
import { encodeCommit, NO_OBJECT } from '@rampart/testing/github';
import { chanceOf, type Chance } from '../chance.ts';
import type { FaultWorld, TargetWorld } from '../world/fault-world.ts';

/** Moves the ledger's branch back by a commit or two, removes it, or makes it again from nothing. */
export async function alterBranch(world: FaultWorld, target: TargetWorld, chance: Chance): Promise<void> {
  const { repository } = world.github;
  const ref = ledgerRef(target.name);
  const head = (await repository.store.refs()).get(ref);
  if (head === undefined) return;
  const how = chance.pick(['rewound', 'rewound', 'deleted', 'recreated'] as const);
  const line = await repository.store.history(head, 4);
  const commit = await repository.commit(head);
  if (commit === 'missing') return;
  const back = line[chance.between(1, 3)];
  if (how === 'rewound' && back === undefined) return;
  world.met(13, how, target.name);
  await world.byHand(`the branch of the ledger is ${how}`, async () => {
    const fresh = how === 'recreated' ? await repository.store.write(encodeCommit({ ...commit, parents: [], message: 'start over' })) : how === 'deleted' ? NO_OBJECT : (back ?? NO_OBJECT);
    await repository.moveRefs([{ ref, from: head, to: fresh }]);
  });
  putBackLater(world, target, chance);
}

export async function editFile(world: FaultWorld, target: TargetWorld, chance: Chance): Promise<void> {
  const { repository } = world.github;
  const isFreeze = chance.is(0.15);
  const ref = isFreeze ? FREEZES_REF : ledgerRef(target.name);
  const head = (await repository.store.refs()).get(ref);
  const commit = head === undefined ? 'missing' : await repository.commit(head);
  if (commit === 'missing') return;
  const files = [...(await repository.files(commit.tree)).keys()].filter((path) => path !== 'README.md');
  const path = isFreeze ? (files[0] ?? '') : chance.pick([STATE_FILE, STATE_FILE, EVENT_FILE]);
  const entry = await repository.entryAt(commit.tree, path);
  const bytes = entry === 'missing' ? 'missing' : await repository.blob(entry.id);
  if (bytes === 'missing') return;
  const text = bytes.toString('utf8');
  const edit = chance.pick(['garbage', 'cut off', 'a schema from the future', 'another number'] as const);
  const edited = edit === 'garbage' ? `<<<<<<< HEAD\n${text}` : edit === 'cut off' ? text.slice(0, Math.floor(text.length / 2)) : edit === 'another number' ? text.replace(/("sequence"\s*:\s*)\d+/, '$1987654') : text.replace(/("schema"\s*:\s*)\d+/, '$19999');
  world.met(14, `${path}: ${edit}`, target.name);
  await world.byHand(`${path} is edited: ${edit}`, async () => {
    await repository.commitFiles(ref, { [path]: edited }, { message: `Update ${path}` });
  });
  putBackLater(world, target, chance);
}

function putBackLater(world: FaultWorld, target: TargetWorld, chance: Chance): void {
  const { turns } = world;
  turns.plan(turns.nowMs + chance.between(20, 600) * 1_000, 0, () => turns.begin(() => putBack(world, target)));
}

/** As the messages say: to the last commit that Rampart wrote, unless it has gone on from there. */
export async function putBack(world: FaultWorld, target: TargetWorld): Promise<void> {
  const { repository } = world.github;
  const refs = await repository.store.refs();
  const ref = ledgerRef(target.name);
  const { lastGood } = target.truth;
  const head = refs.get(ref);
  if (lastGood !== '' && head !== lastGood) {
    await world.byHand('the branch of the ledger is put back', async () => {
      await repository.moveRefs([{ ref, from: head ?? NO_OBJECT, to: lastGood }]);
    });
  }
  const freezes = refs.get(FREEZES_REF);
  const commit = freezes === undefined ? 'missing' : await repository.commit(freezes);
  if (freezes === undefined || commit === 'missing' || !commit.message.startsWith('Update ')) return;
  await world.byHand('the branch of the freezes is put back', async () => {
    await repository.moveRefs([{ ref: FREEZES_REF, from: freezes, to: commit.parents[0] ?? NO_OBJECT }]);
  });
}

/** Doubles, deletes, locks and fills up what people look at. */
export async function spoilMirrors(world: FaultWorld, chance: Chance): Promise<void> {
  const { repository } = world.github;
  const { data } = await repository.now();
  const drawn = chance.pick(['double a deployment', 'delete an issue', 'delete a comment', 'double an issue', 'lock an issue', 'a thousand statuses'] as const);
  // Before the first of ours, or after it.
  const how = chanceOf(world.plot.seed, 'much is said').is(0.4) ? 'a hundred words of others' : drawn;
  const change = changeOf();
  if (change === 'nothing there') return;
  world.met(29, how);
  await world.byHand(how, () => repository.change(change));

  function changeOf(): Parameters<typeof repository.change>[0] | 'nothing there' {
    const [deployment, issue, comment] = [data.deployments.at(-1), data.issues.findLast(({ pull }) => pull === 'no-pull-request'), data.comments.at(-1)];
    switch (how) {
      case 'double a deployment':
        return deployment === undefined ? 'nothing there' : (now) => ({ ...now, deployments: [...now.deployments, { ...deployment, id: deployment.id + 500_000 }] });
      case 'delete an issue':
        return issue === undefined ? 'nothing there' : (now) => ({ ...now, issues: now.issues.filter(({ id }) => id !== issue.id) });
      case 'double an issue':
        return issue === undefined ? 'nothing there' : (now) => ({ ...now, issues: [...now.issues, { ...issue, id: issue.id + 500_000, number: issue.number + 500 }] });
      case 'lock an issue':
        return issue === undefined ? 'nothing there' : (now) => ({ ...now, issues: now.issues.map((one) => (one.id === issue.id ? { ...one, isLocked: true } : one)) });
      case 'a hundred words of others': {
        const pulls = data.issues.filter(({ pull }) => pull !== 'no-pull-request').map(({ number }) => number);
        const said = (issue: number) => Array.from({ length: 100 }, (_, index) => ({ id: 700_000 + issue * 1_000 + index, issue, body: `word ${String(index)}`, author: 'bob', createdAtMs: 0, updatedAtMs: 0 }));
        return (now) => ({ ...now, comments: [...pulls.flatMap(said), ...now.comments] });
      }
      case 'delete a comment':
        return comment === undefined ? 'nothing there' : (now) => ({ ...now, comments: now.comments.filter(({ id }) => id !== comment.id) });
      case 'a thousand statuses': {
        const sample = data.commitStatuses.at(-1);
        if (sample === undefined) return 'nothing there';
        return (now) => ({ ...now, commitStatuses: [...Array.from({ length: 1_000 }, (_, index) => ({ ...sample, id: sample.id - 600_000 + index })), ...now.commitStatuses] });
      }
    }
  }
}
