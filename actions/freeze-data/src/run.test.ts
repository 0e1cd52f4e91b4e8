import { ActionError, type ActionResult, type InputsOf } from '@rampart/action-kit';
import { decodeManifest, encodeManifest, type Manifest } from '@rampart/data-freeze';
import { type MemoryFiles, memoryFiles } from '@rampart/data-freeze/testing';
import { failed, type FreezeChange, type FreezeStore, ok, type PortError, type Result } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import type { contract } from './contract.ts';
import type { FreezeDataPorts } from './ports.ts';
import { run } from './run.ts';

type Inputs = InputsOf<typeof contract>;

const absent = { kind: 'absent' } as const;
const given = <T>(value: T) => ({ kind: 'given', value }) as const;
const csv = 'delay,origin\n5,SFO\n';
const away: PortError = { port: 'freeze', code: 'unavailable', message: 'the ledger at origin does not answer: timeout. Try again.', retryable: true, outcome: 'not-done' };

interface World {
  readonly data: MemoryFiles;
  readonly written: FreezeChange[];
  readonly manifests: Map<string, string>;
  readonly roots: string[];
  readonly ports: FreezeDataPorts;
  document: string | undefined;
  /** Taken one by one before a write is done; `lost` does the write and loses the answer; `ruled-out` is a refusal of which nobody knows the reason. */
  readonly faults: ('conflict' | 'lost' | 'unavailable' | 'ruled-out')[];
  readFault: PortError | undefined;
}

function world(content: Readonly<Record<string, string>> = { 'a.csv': csv, 'b.csv': csv }): World {
  const store: FreezeStore = {
    readFreezes: () => Promise.resolve(ok({ head: '', freezes: [] })),
    readFreeze: (_, by) => by === 'rollout' ? Promise.resolve(ok({ kind: 'none', head: String(made.written.length) })) : Promise.resolve(made.readFault !== undefined ? failed(made.readFault) : ok(made.document === undefined ? { kind: 'none', head: String(made.written.length) } : { kind: 'frozen', head: String(made.written.length), document: made.document })),
    writeFreeze: (change) => {
      const fault = made.faults.shift();
      if (fault === 'unavailable') return Promise.resolve(failed(away));
      if (fault === 'ruled-out') return Promise.resolve(failed({ ...away, code: 'refused', message: 'a rule says no', retryable: false, outcome: 'unknown' }));
      if (fault === 'conflict' || change.expectedHead !== String(made.written.length)) return Promise.resolve(ok({ kind: 'conflict', head: 'other' }));
      made.written.push(change);
      made.document = change.document.kind === 'none' ? undefined : change.document.text;
      return Promise.resolve(fault === 'lost' ? failed({ ...away, outcome: 'unknown' }) : ok({ kind: 'appended', head: String(made.written.length) }));
    },
  };
  const made: World = {
    data: memoryFiles(content),
    written: [],
    manifests: new Map(),
    roots: [],
    document: undefined,
    faults: [],
    readFault: undefined,
    ports: {
      nowMs: () => Date.UTC(2026, 10, 21, 9),
      store,
      filesAt: (root) => {
        made.roots.push(root);
        return made.data;
      },
      readManifest: (path) => {
        const text = made.manifests.get(path);
        return Promise.resolve(text === undefined ? { kind: 'refused', why: 'is not there' } : { kind: 'read', text });
      },
      writeManifest: (path, text) => {
        if (path.startsWith('..')) return Promise.resolve({ kind: 'refused', why: 'leads out of its root (..)' });
        made.manifests.set(path, text);
        return Promise.resolve({ kind: 'written' });
      },
      branchNow: () => Promise.resolve({ kind: 'none' }),
      statuses: 'none',
      readEvent: () => Promise.resolve({ kind: 'none', why: 'there is none' }),
    },
  };
  return made;
}

function inputs(mode: Inputs['mode'], change: Partial<Inputs> = {}): Inputs {
  return { target: mode === 'gate' || mode === 'sweep' ? absent : given('flights'), mode, paths: mode === 'freeze' ? ['*.csv'] : [], root: absent, ledger: 'origin', stateRepository: absent, stateToken: absent, token: absent, manifest: absent, ...change };
}

async function frozenWorld(): Promise<World> {
  const made = world();
  await run(inputs('freeze', { root: given('data') }), made.ports);
  return made;
}

function manifestIn(text: string | undefined): Manifest {
  const decoded = decodeManifest(text ?? '');
  if (decoded.kind === 'refused') throw new Error(JSON.stringify(decoded.mistakes));
  return decoded.value;
}

async function refusal(outcome: Promise<ActionResult<typeof contract>>): Promise<{ readonly exitCode: number; readonly said: readonly string[] }> {
  const error: unknown = await outcome.catch((thrown: unknown) => thrown);
  if (!(error instanceof ActionError)) throw new Error(`no refusal: ${JSON.stringify(error)}`);
  return { exitCode: error.exitCode, said: error.message.split('\n') };
}

describe('run in mode freeze', () => {
  it('records a manifest of the chosen files in the ledger', async () => {
    const made = world({ 'a.csv': csv, 'notes.txt': 'x' });
    const result = await run(inputs('freeze', { root: given('data') }), made.ports);
    expect(made.roots).toEqual(['data']);
    expect(manifestIn(made.document)).toMatchObject({ target: 'flights', root: 'data', paths: ['*.csv'], createdAt: '2026-11-21T09:00:00.000Z', entries: [{ path: 'a.csv', bytes: 19 }] });
    expect(made.written).toMatchObject([{ target: 'flights', expectedHead: '0', atMs: Date.UTC(2026, 10, 21, 9), title: expect.stringMatching(/^freeze 1 file of flights, sha256:[0-9a-f]{64}$/) }]);
    expect(result).toMatchObject({ exitCode: 0, outputs: { files: '1', changed: '[]', digest: expect.stringMatching(/^sha256:/), sentence: expect.stringMatching(/^The data of flights is frozen: 1 file, sha256:[0-9a-f]{64}\.$/) }, annotations: [] });
    expect(result.outputs.report).toBe(result.summary);
  });

  it('writes nothing when the same freeze stands already', async () => {
    const made = await frozenWorld();
    const result = await run(inputs('freeze', { root: given('data') }), made.ports);
    expect(made.written).toHaveLength(1);
    expect(result).toMatchObject({ exitCode: 0, closing: { why: 'It has been since 2026-11-21T09:00:00.000Z, with the same content; nothing was written.' } });
  });

  it('does not replace a freeze of other content, and says how to', async () => {
    const made = await frozenWorld();
    const stood = made.document;
    made.data.content.set('a.csv', 'delay\n5\n');
    const result = await run(inputs('freeze', { root: given('data') }), made.ports);
    expect(result).toMatchObject({ exitCode: 1, outputs: { changed: '["a.csv"]', sentence: 'The data of flights was not frozen: another freeze of 2026-11-21T09:00:00.000Z stands.' }, closing: { why: '1 modified (a.csv); in a.csv column origin is gone.' } });
    expect(made.document).toBe(stood);
  });

  it('does not replace a freeze of the same files by other paths', async () => {
    const made = await frozenWorld();
    const result = await run(inputs('freeze', { root: given('data'), paths: ['a.csv', 'b.csv'] }), made.ports);
    expect(result).toMatchObject({ exitCode: 1, closing: { why: 'It pins the same files by other paths.' } });
    expect(made.written).toHaveLength(1);
  });

  it('writes the manifest to a file as well', async () => {
    const made = world();
    await run(inputs('freeze', { manifest: given('manifest.json') }), made.ports);
    expect(made.manifests.get('manifest.json')).toBe(made.document);
    expect(manifestIn(made.document).root).toBe('.');
  });

  it('decides again after a conflict, and keeps what it did when the answer was lost', async () => {
    const made = world();
    made.faults.push('conflict', 'lost');
    const result = await run(inputs('freeze'), made.ports);
    expect(made.written).toHaveLength(1);
    expect(result.closing.why).toBe('The manifest is recorded in the ledger.');
  });

  it('names the rule that stands in the way, after it has looked once whether the freeze landed all the same', async () => {
    const made = world();
    made.faults.push('ruled-out', 'ruled-out', 'conflict');
    expect((await refusal(run(inputs('freeze'), made.ports))).said.join()).toContain('a rule says no');
    expect([made.faults, made.written]).toEqual([['conflict'], []]);
  });

  it('gives up with exit code 1 when somebody else is always faster', async () => {
    const made = world();
    made.faults.push('conflict', 'conflict', 'conflict', 'conflict', 'conflict');
    expect(await refusal(run(inputs('freeze'), made.ports))).toEqual({ exitCode: 1, said: ['RMP604 ledger: somebody else changed the freezes each of the 5 times that this step tried. Run it again.'] });
  });

  it('names every file that cannot be pinned, and records nothing', async () => {
    const made = world({ 'a.csv': csv, 'A.csv': csv });
    made.data.content.set('link.csv', { refused: 'is a link that leads out of the root' });
    expect(await refusal(run(inputs('freeze'), made.ports))).toEqual({
      exitCode: 2,
      said: ['RMP602 link.csv: is a link that leads out of the root. Nothing was frozen.', 'RMP602 a.csv: is the same file as "A.csv" where case does not count. Nothing was frozen.'],
    });
    expect(made.written).toEqual([]);
  });

  it('refuses paths and a root that lead out, and no paths at all', async () => {
    expect(await refusal(run(inputs('freeze', { paths: ['../x', '/etc/passwd'], root: given('/data') }), world().ports))).toEqual({
      exitCode: 2,
      said: [
        'RMP601 paths[0]: "../x" leads out of its root (..). Accepted: data/train.csv, data/**/*.csv, data, !data/tmp',
        'RMP601 paths[1]: "/etc/passwd" is absolute; write it relative to the root. Accepted: data/train.csv, data/**/*.csv, data, !data/tmp',
        'RMP601 root: "/data" is absolute; write it relative to the root.',
      ],
    });
    expect((await refusal(run(inputs('freeze', { paths: [] }), world().ports))).said).toEqual(['RMP601 paths: names no file to freeze. Write one path or pattern a line, e.g. data/**/*.csv']);
  });
});

describe('run in mode verify', () => {
  it('holds while the data is as it was frozen, and writes nothing', async () => {
    const made = await frozenWorld();
    const result = await run(inputs('verify'), made.ports);
    expect(result).toMatchObject({ exitCode: 0, outputs: { files: '2', changed: '[]', sentence: expect.stringMatching(/^The data of flights is as it was frozen: 2 files, sha256:/) } });
    expect(made.roots.at(-1)).toBe('data');
    expect(made.written).toHaveLength(1);
  });

  it('fails with every changed path when it is not', async () => {
    const made = await frozenWorld();
    made.data.content.set('a.csv', 'delay\n5\n').set('c|d.csv', csv).delete('b.csv');
    const result = await run(inputs('verify'), made.ports);
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { changed: '["a.csv","b.csv","c|d.csv"]', sentence: 'The data of flights changed since it was frozen on 2026-11-21T09:00:00.000Z.' },
      closing: { why: '1 modified (a.csv), 1 gone (b.csv), 1 new (c|d.csv); in a.csv column origin is gone.' },
      annotations: [{ level: 'error', title: 'Data freeze' }],
    });
    expect(result.summary).toContain('| a.csv | content; column origin is gone |');
    expect(result.summary).not.toContain('c|d.csv');
  });

  it('fails without a claim when the data cannot be read', async () => {
    const made = await frozenWorld();
    made.data.content.set('a.csv', { unreadable: 'cannot be read (EACCES)' });
    expect(await run(inputs('verify'), made.ports)).toMatchObject({ exitCode: 1, outputs: { changed: '[]', sentence: 'Whether the data of flights changed cannot be said.' }, closing: { why: 'a.csv cannot be read (EACCES).' } });
  });

  it('fails when nothing is frozen', async () => {
    expect(await run(inputs('verify'), world().ports)).toMatchObject({ exitCode: 1, outputs: { digest: '', files: '0', sentence: 'The data of flights is not frozen.' } });
  });

  it('goes by a manifest file without asking the ledger', async () => {
    const made = await frozenWorld();
    made.manifests.set('m.json', made.document ?? '');
    made.readFault = away;
    expect(await run(inputs('verify', { manifest: given('m.json') }), made.ports)).toMatchObject({ exitCode: 0 });
    expect(await refusal(run(inputs('verify', { manifest: given('gone.json') }), made.ports))).toEqual({ exitCode: 2, said: ['RMP605 manifest: "gone.json" is not there.'] });
  });

  it('refuses a manifest that leads out of its root, with exit code 2', async () => {
    const made = await frozenWorld();
    const manifest = manifestIn(made.document);
    made.manifests.set('m.json', encodeManifest({ ...manifest, entries: manifest.entries.map((entry) => ({ ...entry, path: `../${entry.path}` })) }));
    const { exitCode, said } = await refusal(run(inputs('verify', { manifest: given('m.json') }), made.ports));
    expect(exitCode).toBe(2);
    expect(said[0]).toBe('RMP603 manifest entries[0].path: "../a.csv" leads out of its root (..). A manifest names files inside its root only');
    expect(made.roots).toEqual(['data']);
  });

  it('refuses a manifest of another target', async () => {
    const made = await frozenWorld();
    expect((await refusal(run(inputs('verify', { target: given('fraud') }), made.ports))).said).toEqual(['RMP603 manifest: is of target "flights", not "fraud".']);
  });

  it('ends with exit code 1 when the ledger is away', async () => {
    const made = world();
    made.readFault = away;
    expect(await refusal(run(inputs('verify'), made.ports))).toEqual({ exitCode: 1, said: ['RMP604 ledger: the ledger at origin does not answer: timeout. Try again.'] });
  });
});

describe('run in mode release', () => {
  it('lifts the freeze, once', async () => {
    const made = await frozenWorld();
    expect(await run(inputs('release'), made.ports)).toMatchObject({ exitCode: 0, outputs: { digest: '', sentence: 'The data of flights is no longer frozen.' } });
    expect(made.written.at(-1)).toMatchObject({ document: { kind: 'none' }, title: 'release the data of flights' });
    expect(await run(inputs('release'), made.ports)).toMatchObject({ exitCode: 0, outputs: { sentence: 'The data of flights was not frozen.' } });
    expect(made.written).toHaveLength(2);
  });

  it('can lift a freeze whose manifest nobody can read any more', async () => {
    const made = world();
    made.document = 'damaged';
    expect(await run(inputs('release'), made.ports)).toMatchObject({ exitCode: 0 });
  });

  it('says that it lifted the freeze also when the answer was lost', async () => {
    const made = await frozenWorld();
    made.faults.push('lost');
    expect((await run(inputs('release'), made.ports)).outputs.sentence).toBe('The data of flights is no longer frozen.');
  });

  it('ends with exit code 1 when the ledger refuses', async () => {
    const made = await frozenWorld();
    made.faults.push('unavailable');
    expect((await refusal(run(inputs('release'), made.ports))).exitCode).toBe(1);
  });
});

describe('run, given inputs that its mode does not use', () => {
  it('refuses them all at once', async () => {
    expect(await refusal(run(inputs('release', { paths: ['x'], root: given('x'), manifest: given('x'), target: given('a\nb') }), world().ports))).toEqual({
      exitCode: 2,
      said: [
        'RMP601 target: expected a name of at most 200 characters on one line, got "a\\nb".',
        'RMP606 paths: is only used by mode freeze; release goes by what was pinned. Remove it.',
        'RMP606 root: is only used by mode freeze; release goes by what was pinned. Remove it.',
        'RMP606 manifest: is not used by mode release. Remove it.',
      ],
    });
  });
});

const NO_FAULT = '0'.repeat(40);
const SHOWN = { open: 3, frozen: 1, written: 2, left: 0, why: '' };

/** `asked`: what the statuses were asked for. */
function onGithub(made: World, { name = 'pull_request_target', payload, left = 0, fails = false }: { readonly name?: string; readonly payload?: unknown; readonly left?: number; readonly fails?: boolean } = {}): { readonly ports: FreezeDataPorts; readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const pull = { pull_request: { number: 7, base: { ref: 'main' }, head: { sha: NO_FAULT } }, repository: { default_branch: 'main' } };
  const answer = <T>(value: T, what: unknown): Promise<Result<T>> => {
    asked.push(what);
    return Promise.resolve(fails ? failed({ ...away, message: 'the token has no "statuses: write"' }) : ok(value));
  };
  const ports: FreezeDataPorts = {
    ...made.ports,
    branchNow: () => Promise.resolve({ kind: 'at', branch: { repository: 'acme/models', name: 'main', commit: NO_FAULT } }),
    statuses: {
      showAll: () => answer({ ...SHOWN, left }, 'all'),
      showOne: (change) => answer({ context: 'rollout/freeze', state: 'failure', description: 'frozen by rollout 3f2a of fraud until it ends: data/a.csv', written: true }, change),
    },
    readEvent: () => Promise.resolve({ kind: 'event', name, payload: payload ?? pull }),
  };
  return { ports, asked };
}

describe('run, on GitHub', () => {
  it('pins the branch with the files, and brings the open pull requests up to date after the freeze and after its release', async () => {
    const made = world();
    const { ports, asked } = onGithub(made);
    const frozen = await run(inputs('freeze'), ports);
    expect(manifestIn(made.document).branch).toEqual({ repository: 'acme/models', name: 'main', commit: NO_FAULT });
    expect(frozen).toMatchObject({ exitCode: 0, annotations: [], closing: { next: expect.stringContaining('Of 3 open pull requests 1 touch what is frozen; 2 statuses were written.') } });
    expect(await run(inputs('release'), ports)).toMatchObject({ exitCode: 0 });
    expect(asked).toEqual(['all', 'all']);
  });

  it('freezes nothing where the branch cannot be read', async () => {
    const made = world();
    const { ports } = onGithub(made);
    expect(await refusal(run(inputs('freeze'), { ...ports, branchNow: () => Promise.resolve({ kind: 'unreadable', why: 'there is no branch "x" in acme/models' }) }))).toEqual({ exitCode: 1, said: ['RMP604 branch: there is no branch "x" in acme/models. Nothing was frozen.'] });
    expect(made.written).toEqual([]);
  });

  it.each([
    ['the statuses cannot be set', { fails: true }, 'The open pull requests do not show it: the token has no'],
    ['some are left', { left: 4 }, '4 statuses are still to be written'],
  ])('warns, and has frozen all the same, when %s', async (_, options, words) => {
    const made = world();
    const frozen = await run(inputs('freeze'), onGithub(made, options).ports);
    expect(frozen).toMatchObject({ exitCode: 0, annotations: [{ level: 'warning', message: expect.stringContaining(words) }] });
    expect(made.written).toHaveLength(1);
  });

  it('gates the pull request of the event, and stays green when it fails', async () => {
    const { ports, asked } = onGithub(world());
    const gated = await run(inputs('gate'), ports);
    expect(asked).toEqual([{ head: NO_FAULT, base: 'main', from: 'main', defaultBranch: 'main' }]);
    expect(gated).toMatchObject({ exitCode: 0, outputs: { sentence: 'rollout/freeze on pull request 7: failure.' } });
  });

  it('gates a group of the merge queue on its own commit, against the commit that it stands on', async () => {
    const { ports, asked } = onGithub(world(), { name: 'merge_group', payload: { merge_group: { head_sha: 'b'.repeat(40), base_sha: 'c'.repeat(40), base_ref: 'refs/heads/release/2' }, repository: { default_branch: 'main' } } });
    await run(inputs('gate'), ports);
    expect(asked).toEqual([{ head: 'b'.repeat(40), base: 'release/2', from: 'c'.repeat(40), defaultBranch: 'main' }]);
  });

  it('sweeps', async () => {
    expect(await run(inputs('sweep'), onGithub(world()).ports)).toMatchObject({ exitCode: 0, annotations: [], outputs: { sentence: 'Of 3 open pull requests 1 touch what is frozen; 2 statuses were written.' } });
    expect(await run(inputs('sweep'), onGithub(world(), { left: 9 }).ports)).toMatchObject({ exitCode: 0, annotations: [{ level: 'warning' }] });
  });

  it.each([
    ['another event', { name: 'push' }, /^RMP607 mode: gate works on pull_request_target and merge_group events, and this workflow was started by "push"\.$/],
    ['an event without a head', { payload: { pull_request: { base: { ref: 'main' } } } }, /^RMP607 mode: gate cannot read the event/],
    ['a branch that would ask for something else', { payload: { pull_request: { number: 1, base: { ref: 'a...b' }, head: { sha: NO_FAULT } }, repository: { default_branch: 'main' } } }, /^RMP607 mode: gate cannot read the event/],
  ])('refuses to gate %s', async (_, options, words) => {
    const { ports, asked } = onGithub(world(), options);
    expect(await refusal(run(inputs('gate'), ports))).toEqual({ exitCode: 2, said: [expect.stringMatching(words)] });
    expect(asked).toEqual([]);
  });

  it('fails where the gate cannot set its status, and where there is no GitHub', async () => {
    expect(await refusal(run(inputs('gate'), onGithub(world(), { fails: true }).ports))).toMatchObject({ exitCode: 1 });
    expect(await refusal(run(inputs('gate'), world().ports))).toEqual({ exitCode: 2, said: [expect.stringContaining('RMP607 mode: gate and sweep set a status on GitHub')] });
  });

  it('lifts what a rollout holds as well: a person has the last word', async () => {
    const made = world();
    const lifted: FreezeChange[] = [];
    const store: FreezeStore = { ...made.ports.store, readFreeze: (_, by) => Promise.resolve(ok(by === 'rollout' && lifted.length === 0 ? { kind: 'frozen', head: 'x', document: 'held' } : { kind: 'none', head: 'x' })), writeFreeze: (change) => Promise.resolve((lifted.push(change), ok({ kind: 'appended', head: 'y' }))) };
    expect(await run(inputs('release'), { ...made.ports, store })).toMatchObject({ exitCode: 0, closing: { decided: 'The data of flights is no longer frozen.' } });
    expect(lifted).toMatchObject([{ by: 'rollout', document: { kind: 'none' }, title: 'release the data of flights, which its rollout held' }]);
  });
});
