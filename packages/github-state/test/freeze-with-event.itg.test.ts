// An event and its freeze under every fault at every request of their append: both are there or neither is, and what is answered is so.
import { freezeFile, FREEZES_REF } from '@rampart/ledger-records';
import { valueOf } from '@rampart/testing/ports';
import type { Fault } from '@rampart/testing/github';
import { describe, expect, it } from 'vitest';
import { aHistory } from './append-under-fault.ts';
import { entryOn, TARGET } from './entries.ts';
import { HARD, labelled, PASSING } from './faults.ts';
import { recordsOf } from './truth.ts';
import type { World } from './world.ts';

const HOLD = { kind: 'hold', document: 'held' } as const;

describe('an event with its freeze', () => {
  it.each(labelled(PASSING))('gets there over: %s', async (_, fault) => {
    await atEveryRequest(fault, (answer) => expect(answer).toBe('appended'));
  });

  it.each(labelled(HARD))('tells the truth about: %s', async (_, fault) => {
    await atEveryRequest(fault, () => undefined);
  });

  it('moves both branches in one request', async () => {
    const world = await aHistory();
    const job = world.open();
    const view = valueOf(await job.ledger.read(TARGET));
    world.asked();
    await job.ledger.append({ ...entryOn(view, 'op/mine'), freeze: HOLD });
    expect(world.asked().filter((operation) => operation === 'graphql/updateRefs')).toHaveLength(1);
    world.asked();
    // What the job has just written, it need not ask for.
    expect(valueOf(await job.freezes.readFreeze(TARGET, 'rollout'))).toMatchObject({ kind: 'frozen', document: 'held' });
  });
});

async function atEveryRequest(fault: Fault, check: (answer: string) => void): Promise<void> {
  for (let skip = 0; ; skip += 1) {
    const world = await aHistory();
    const job = world.open();
    valueOf(await world.open().freezes.writeFreeze({ target: 'ads-prod', document: { kind: 'document', text: 'other' }, expectedHead: '', title: 'freeze', atMs: 1 }));
    const view = valueOf(await job.ledger.read(TARGET));
    const before = world.github.requests().length;
    world.github.faults.plan({ ...fault, route: '*', skip });
    const outcome = await job.ledger.append({ ...entryOn(view, 'op/mine'), freeze: HOLD });
    const requests = world.github.requests().length - before;
    world.github.faults.clear();

    const isRecorded = (await recordsOf(world, TARGET)).some(({ event }) => event.operation === 'op/mine');
    const frozen = await frozenFiles(world);
    expect(frozen.includes(freezeFile(TARGET, 'rollout')), 'the event is there, and its freeze is not, or the other way round').toBe(isRecorded);
    expect(frozen).toContain(freezeFile('ads-prod'));
    if (outcome.kind === 'ok') expect(outcome.value.kind === 'appended').toBe(isRecorded);
    else if (outcome.error.outcome === 'not-done') expect(isRecorded).toBe(false);
    check(outcome.kind === 'ok' ? outcome.value.kind : outcome.error.message);
    world.github.assertFits();
    if (requests <= skip) return;
  }
}

async function frozenFiles(world: World): Promise<readonly string[]> {
  const commit = await world.repository.commit((await world.repository.now()).refs.get(FREEZES_REF) ?? '');
  return commit === 'missing' ? [] : [...(await world.repository.files(commit.tree)).keys()];
}
