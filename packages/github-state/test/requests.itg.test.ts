// What the state costs: requests of a tick, of an append, of a long history; and what it does with what was seen.
import { commitBytes, ledgerRef, recordFiles, recordMessage } from '@rampart/ledger-records';
import { valueOf } from '@rampart/testing/ports';
import { describe, expect, it } from 'vitest';
import { blobId, commitId, treeId } from '../src/object-ids.ts';
import { entryOn, TARGET } from './entries.ts';
import { aWorld, type Process, type World } from './world.ts';

async function appendTo({ ledger }: Process, count: number, target = TARGET): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const view = valueOf(await ledger.read(target));
    expect(valueOf(await ledger.append(entryOn(view, `op/${n}`, target))).kind).toBe('appended');
  }
}

async function aHistory(count: number): Promise<World> {
  const world = await aWorld();
  await appendTo(world.open(), count);
  world.asked();
  return world;
}

describe('what a job asks of GitHub', () => {
  it('one query and no write for a tick without news: ledger, freeze and history', async () => {
    const world = await aHistory(30);
    const job = world.open();
    expect(valueOf(await job.ledger.read(TARGET))).toMatchObject({ kind: 'present', state: { sequence: 30 } });
    expect(valueOf(await job.freezes.readFreeze(TARGET))).toEqual({ kind: 'none', head: '' });
    expect(valueOf(await job.ledger.history(TARGET))).toHaveLength(30);
    expect(world.asked()).toEqual(['graphql/repository']);
    expect(job.api.spent()).toMatchObject({ graphql: 1, restReads: 0, restWrites: 0 });
    world.github.assertFits();
  });

  it('two REST writes and one mutation for an append to what was read, and nothing more for the history after it', async () => {
    const world = await aHistory(3);
    const job = world.open();
    const view = valueOf(await job.ledger.read(TARGET));
    await job.ledger.append(entryOn(view, 'op/next'));
    expect(valueOf(await job.ledger.history(TARGET))).toHaveLength(4);
    expect(world.asked()).toEqual(['graphql/repository', 'git/create-tree', 'git/create-commit', 'graphql/updateRefs']);
  });

  it('one query for all targets of a job that look at the same time', async () => {
    const world = await aWorld();
    const targets = Array.from({ length: 25 }, (_, n) => `model-${n}`);
    const writer = world.open();
    for (const target of targets) await appendTo(writer, 1, target);
    world.asked();
    const job = world.open();
    const views = await Promise.all(targets.map((target) => job.ledger.read(target)));
    expect(views.map((view) => valueOf(view))).toMatchObject(targets.map((target) => ({ state: { target } })));
    for (const target of targets) valueOf(await job.freezes.readFreeze(target));
    expect(world.asked()).toEqual(['graphql/repository', 'graphql/repository']);
    world.github.assertFits();
  });

  it('a hundred events a query for a long history, once', async () => {
    const world = await aHistory(230);
    const job = world.open();
    const events = valueOf(await job.ledger.history(TARGET));
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 230 }, (_, n) => n + 1));
    expect(world.asked()).toHaveLength(3);
    await appendTo(world.open(), 8);
    world.asked();
    expect(valueOf(await job.ledger.history(TARGET))).toHaveLength(238);
    // Five of the eight come with the look, the others and what is known with one more.
    expect(world.asked()).toHaveLength(2);
  });

  it('looks ahead for all targets of a job with one query, and reads nothing in full that has not moved', async () => {
    const world = await aWorld();
    const targets = Array.from({ length: 20 }, (_, n) => `model-${n}`);
    const [other, job] = [world.open(), world.open()];
    for (const target of targets) await appendTo(other, 1, target);
    world.asked();
    const everyLook = async (): Promise<readonly string[]> => {
      await job.lookAhead(targets);
      // However far apart they come to it.
      for (const target of targets) {
        expect(valueOf(await job.ledger.read(target))).toMatchObject({ state: { target } });
        valueOf(await job.freezes.readFreeze(target));
        valueOf(await job.ledger.history(target, () => true));
        valueOf(await job.shown.shownUpTo(target));
      }
      return world.asked();
    };
    expect(await everyLook()).toEqual(['graphql/repository']);
    expect(await everyLook()).toEqual(['graphql/repository']);
    const sent = world.github.requests().slice(-2).map(({ sent: body }) => JSON.stringify(body).includes('state.json'));
    expect(sent).toEqual([true, false]);
    await appendTo(other, 1, 'model-7');
    world.asked();
    expect(await everyLook()).toEqual(['graphql/repository', 'graphql/repository']);
    expect(valueOf(await job.ledger.history('model-7'))).toHaveLength(2);
    world.github.assertFits();
  });

  it('looks ahead once: who reads again sees what is there by then, and so does who has written', async () => {
    const world = await aHistory(2);
    const [other, job] = [world.open(), world.open()];
    await job.lookAhead([TARGET]);
    await appendTo(other, 1);
    valueOf(await other.freezes.writeFreeze({ target: TARGET, by: 'hand', document: { kind: 'document', text: 'x' }, expectedHead: '', title: 'freeze', atMs: 1 }));
    expect(valueOf(await job.ledger.read(TARGET))).toMatchObject({ state: { sequence: 2 } });
    expect(valueOf(await job.ledger.read(TARGET))).toMatchObject({ state: { sequence: 3 } });
    await job.lookAhead([TARGET]);
    await appendTo(job, 1);
    await job.lookAhead([TARGET]);
    expect(valueOf(await job.ledger.read(TARGET))).toMatchObject({ state: { sequence: 4 } });
    expect(valueOf(await job.freezes.readFreeze(TARGET))).toMatchObject({ kind: 'frozen', document: 'x' });
    expect(valueOf(await job.ledger.history(TARGET))).toHaveLength(4);
  });

  it('tells every target of a look ahead that failed, and asks no further for it', async () => {
    const world = await aHistory(1);
    const job = world.open({ grant: { permissions: { metadata: 'read' } } });
    await job.lookAhead([TARGET, 'other']);
    const asked = world.asked();
    for (const target of [TARGET, 'other']) expect(await job.ledger.read(target)).toMatchObject({ kind: 'error', error: { code: 'denied' } });
    expect([asked, world.asked()]).toEqual([['graphql/repository'], []]);
  });

  it('reads no more of a history than is asked for', async () => {
    const world = await aHistory(130);
    const job = world.open();
    valueOf(await job.ledger.read(TARGET));
    expect(valueOf(await job.ledger.history(TARGET, (_, count) => count >= 40))).toHaveLength(40);
    expect(valueOf(await job.ledger.history(TARGET, ({ sequence }) => sequence <= 100)).at(0)).toMatchObject({ sequence: 91 });
    expect(world.asked()).toHaveLength(2);
    valueOf(await job.ledger.read(TARGET));
    expect(valueOf(await job.ledger.history(TARGET, ({ sequence }) => sequence <= 60)).at(0)).toMatchObject({ sequence: 1 });
    expect(world.asked()).toHaveLength(2);
  });

  it('asks again each time that a ledger or a freeze is read', async () => {
    const world = await aHistory(1);
    const [job, other] = [world.open(), world.open()];
    await job.ledger.read(TARGET);
    await job.freezes.readFreeze(TARGET);
    await appendTo(other, 1);
    valueOf(await other.freezes.writeFreeze({ target: TARGET, document: { kind: 'document', text: 'x' }, expectedHead: '', title: 'freeze', atMs: 1 }));
    expect(valueOf(await job.freezes.readFreeze(TARGET))).toMatchObject({ kind: 'frozen', document: 'x' });
    expect(valueOf(await job.ledger.read(TARGET))).toMatchObject({ state: { sequence: 2 } });
  });
});

describe('what is written', () => {
  it('is the very commit that its record makes, here as in any clone', async () => {
    const world = await aWorld({ store: 'git' });
    const { ledger } = world.open();
    let parent = '';
    for (const operation of ['op/0', 'op/1']) {
      const entry = entryOn(valueOf(await ledger.read(TARGET)), operation);
      const { head } = valueOf(await ledger.append(entry));
      const tree = treeId(recordFiles(entry).map(({ name, text }) => ({ name, id: blobId(text) })));
      expect(head).toBe(commitId(commitBytes({ tree, parent, ...recordMessage(entry) })));
      parent = head;
    }
    await world.github.close();
  });

  it('is an orphan history that holds nothing but the record', async () => {
    const world = await aHistory(2);
    const first = (await world.commits(TARGET)).at(-1) ?? '';
    const commit = await world.repository.commit(first);
    expect(commit).toMatchObject({ parents: [] });
    expect(commit === 'missing' ? [] : [...(await world.repository.files(commit.tree)).keys()]).toEqual(['event.json', 'state.json']);
  });

  it('comes back whole when it is too long for GraphQL', async () => {
    const world = await aWorld();
    const { ledger } = world.open();
    const entry = entryOn({ kind: 'empty' }, 'op/0');
    const state = { ...entry.state, ended: [{ id: 'r0', candidate: { version: 'v', digest: 'd' }, outcome: 'promoted', why: 'é'.repeat(400_000), endedAtMs: 1, weightMax: 0 }] } as unknown as typeof entry.state;
    valueOf(await ledger.append({ ...entry, state }));
    world.asked();
    expect(valueOf(await world.open().ledger.read(TARGET))).toMatchObject({ kind: 'present', state });
    expect(world.asked()).toEqual(['graphql/repository', 'git/get-blob']);
  });
});

describe('history that was tampered with', () => {
  const ref = ledgerRef(TARGET);
  it.each([
    ['set back', 'ref-rewound', 'older head'],
    ['deleted', 'ref-deleted', 'gone'],
    ['made anew', 'ref-recreated', 'does not go on'],
  ] as const)('%s: a job that has seen more says so and writes nothing', async (_, kind, words) => {
    const world = await aHistory(4);
    const job = world.open();
    const view = valueOf(await job.ledger.read(TARGET));
    world.github.faults.plan({ kind, ref, when: 'before', route: '*' });
    const outcome = await job.ledger.append(entryOn(view, 'op/mine'));
    expect(outcome).toMatchObject({ kind: 'error', error: { message: expect.stringContaining(words) } });
    const read = await job.ledger.read(TARGET);
    expect(read).toMatchObject({ kind: 'error', error: { port: 'ledger', outcome: 'not-done', message: expect.stringContaining('protect rollouts/**') } });
    expect(Object.keys(world.github.faults.met())).toHaveLength(1);
  });

  it('made anew from its last record: a job that has seen nothing before does not trust it', async () => {
    const world = await aHistory(4);
    world.github.faults.plan({ kind: 'ref-recreated', ref, when: 'before', route: '*' });
    expect(await world.open().ledger.read(TARGET)).toMatchObject({ kind: 'error', error: { code: 'malformed', outcome: 'not-done', message: expect.stringContaining('it has sequence 4, and the history has 1 record') } });
  });

  it.each(['garbage', 'cut-off', 'schema-from-the-future'] as const)('a state that was edited by hand (%s) is not trusted', async (edit) => {
    const world = await aHistory(2);
    world.github.faults.plan({ kind: 'file-edited', ref, path: 'state.json', edit, when: 'before', route: '*' });
    expect(await world.open().ledger.read(TARGET)).toMatchObject({ kind: 'error', error: { code: 'malformed', message: expect.stringContaining('Nothing was changed') } });
  });
});

describe('what GitHub refuses', () => {
  it('says which permission is missing, and nothing was done', async () => {
    const world = await aHistory(1);
    const job = world.open({ grant: { permissions: { contents: 'read' } } });
    const view = valueOf(await job.ledger.read(TARGET));
    const outcome = await job.ledger.append(entryOn(view, 'op/mine'));
    expect(outcome).toMatchObject({ kind: 'error', error: { code: 'denied', outcome: 'not-done', retryable: false, message: expect.stringContaining('permissions:\n  contents: write\n') } });
    expect(await world.open({ grant: { permissions: { metadata: 'read' } } }).ledger.read(TARGET)).toMatchObject({ kind: 'error', error: { code: 'denied', message: expect.stringContaining('permissions:\n  contents: write\n') } });
    expect(await world.open({ grant: { repositories: ['acme/other'] } }).ledger.read(TARGET)).toMatchObject({ kind: 'error', error: { code: 'missing' } });
  });

  it('asks for a first commit in an empty repository', async () => {
    const world = await aWorld({ isEmpty: true });
    const { ledger, freezes } = world.open();
    expect(valueOf(await ledger.read(TARGET))).toEqual({ kind: 'empty' });
    expect(await ledger.append(entryOn({ kind: 'empty' }, 'op'))).toMatchObject({ kind: 'error', error: { outcome: 'not-done', message: expect.stringContaining('make a first commit') } });
    expect(valueOf(await freezes.readFreeze(TARGET))).toEqual({ kind: 'none', head: '' });
    expect(world.asked().filter((operation) => operation === 'git/create-tree')).toHaveLength(4);
  });

  it('stops at a rule that forbids the branch, and prints it', async () => {
    const world = await aWorld({ settings: { rulesets: [{ id: 1, name: 'all', enforcement: 'active', include: ['~ALL'], exclude: [], rules: ['creation'] }] } });
    const outcome = await world.open().ledger.append(entryOn({ kind: 'empty' }, 'op'));
    expect(outcome).toMatchObject({ kind: 'error', error: { code: 'refused', outcome: 'unknown', retryable: false, message: expect.stringContaining('creations being restricted') } });
    expect(outcome).toMatchObject({ error: { message: expect.stringContaining('Rules that hold there: creation') } });
  });

  it('signs where signatures are required: it finds out once, and later jobs see it at the head', async () => {
    const world = await aWorld({ settings: { rulesets: [{ id: 1, name: 'all', enforcement: 'active', include: ['~ALL'], exclude: [], rules: ['required_signatures'] }] } });
    await appendTo(world.open(), 2);
    world.asked();
    await appendTo(world.open(), 1);
    expect(world.asked()).toEqual(['graphql/repository', 'git/create-tree', 'git/create-commit', 'graphql/updateRefs']);
    world.github.assertFits();
  });
});

describe('freezes', () => {
  const change = (target: string, expectedHead: string, text: string) => ({ target, document: text === '' ? ({ kind: 'none' } as const) : ({ kind: 'document', text } as const), expectedHead, title: `freeze ${target}`, atMs: 1 });

  it('of other targets are built upon', async () => {
    const world = await aWorld();
    const [one, two] = [world.open(), world.open()];
    const outcomes = await Promise.all([...Array(6).keys()].map((n) => (n % 2 === 0 ? one : two).freezes.writeFreeze(change(`t${n}`, '', `doc ${n}`))));
    expect(outcomes.map((outcome) => valueOf(outcome).kind)).toEqual(Array(6).fill('appended'));
    for (let n = 0; n < 6; n += 1) expect(valueOf(await world.open().freezes.readFreeze(`t${n}`))).toMatchObject({ kind: 'frozen', document: `doc ${n}` });
    world.github.assertFits();
  });

  it('can be lifted when they are the last, which would leave an empty tree', async () => {
    const world = await aWorld({ store: 'git' });
    const { freezes } = world.open();
    const { head } = valueOf(await freezes.writeFreeze(change(TARGET, '', 'x')));
    expect(valueOf(await freezes.writeFreeze(change(TARGET, head, ''))).kind).toBe('appended');
    expect(valueOf(await world.open().freezes.readFreeze(TARGET))).toMatchObject({ kind: 'none' });
    await world.github.close();
  });
});
