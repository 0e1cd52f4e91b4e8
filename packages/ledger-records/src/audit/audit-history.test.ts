import { valueOf } from '@rampart/testing/ports';
import { ppm, type Evidence, type LedgerEvent, type TargetState } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { altered, aStory, digestOf, stored, type Entry, type StoredHistory, type StoredParts } from '../../test/a-stored-history.ts';
import { writeLedgerJson } from '../ledger-json.ts';
import { ledgerRef } from '../target-refs.ts';
import { auditHistory, type AuditedHistory } from './audit-history.ts';

const REF = ledgerRef('fraud-prod');

async function audited(history: StoredHistory): Promise<AuditedHistory> {
  return valueOf(await auditHistory(history.audit, { ref: history.ref, commit: history.head }, digestOf));
}

async function auditedEntries(entries: readonly Entry[], parts: StoredParts = {}): Promise<AuditedHistory & { readonly commits: readonly string[] }> {
  const history = stored(entries, { ref: REF, ...parts });
  return { ...(await audited(history)), commits: history.commits };
}

/** What is found, by rule and place. */
function places({ findings, commits }: AuditedHistory & { readonly commits: readonly string[] }): readonly string[] {
  return findings.map(({ rule, commit }) => `${rule} at ${commits.indexOf(commit)}`);
}

describe('auditHistory', () => {
  it('finds nothing in what the engine wrote, and tells what it has proven', async () => {
    const entries = await aStory();
    const { findings, records, rollouts, target } = await auditedEntries(entries);
    expect(findings).toEqual([]);
    expect(target).toBe('fraud-prod');
    expect(records).toHaveLength(entries.length);
    expect(records.filter(({ isRecomputed }) => isRecomputed)).toHaveLength(entries.filter(({ event }) => event.kind === 'ticked').length);
    expect(rollouts).toMatchObject([{ version: 'v2', outcome: 'promoted' }, { version: 'v3', outcome: 'rolled-back' }]);
    expect(new Set(entries.map(({ event }) => event.kind))).toEqual(new Set(['adopted', 'started', 'ticked', 'confirmed', 'intended', 'promoted', 'ended']));
  });

  it('takes the same from a clone, whose branches have other names', async () => {
    expect((await auditedEntries(await aStory(), { ref: REF.replace('refs/heads', 'refs/remotes/origin') })).findings).toEqual([]);
  });

  it('finds a decision that does not follow from its evidence, at its commit alone', async () => {
    const { entries, index } = altered(await aStory(), { kind: 'ticked', where: ({ decision }) => decision.kind === 'rollback' }, {
      event: (event) => ({ ...event, evidence: Object.fromEntries(Object.entries(event.evidence).map(([name, news]) => [name, withoutFailures(news)])) }),
    });
    const found = await auditedEntries(entries);
    expect(places(found)).toContain(`decision at ${index}`);
    expect(new Set(found.findings.map(({ commit }) => commit))).toEqual(new Set([found.commits[index]]));
    expect(found.findings[0]).toMatchObject({ rule: 'state' });
    expect(found.findings.find(({ rule }) => rule === 'decision')).toMatchObject({ sequence: index + 1, seen: expect.stringMatching(/^decided rollback \(.*\); from its evidence follows /) as string, means: expect.stringContaining('this version of Rampart decides otherwise') as string });
  });

  it('finds a state that the events do not make', async () => {
    const { entries, index } = altered(await aStory(), { kind: 'confirmed' }, { state: (state) => withWeight(state, 999_000) });
    const found = await auditedEntries(entries);
    expect(places(found)).toEqual(expect.arrayContaining([`state at ${index}`]));
    expect(found.findings.find(({ rule }) => rule === 'state')?.seen).toMatch(/^state\.json is not what the events make it: rollout\.weight is 999000, should be \d+$/);
  });

  it('finds an effect that was not decided', async () => {
    const { entries, index } = altered(await aStory(), { kind: 'ticked', where: ({ effect }) => effect.kind === 'intended' }, {
      event: (event) => (event.effect.kind === 'none' ? event : { ...event, effect: { ...event.effect, effect: { ...event.effect.effect, weight: ppm(500_000) } } }),
    });
    expect(places(await auditedEntries(entries))).toContain(`effect at ${index}`);
  });

  it('finds a raise that is confirmed without a record before it', async () => {
    const story = await aStory();
    const intended = story.findIndex(({ event }) => event.kind === 'ticked' && event.effect.kind === 'intended');
    const shifted = story.filter((_, index) => index !== intended).map((entry, index) => (index < intended ? entry : { ...entry, event: { ...entry.event, sequence: index + 1 }, state: { ...entry.state, sequence: index + 1 } }));
    const found = await auditedEntries(shifted);
    expect(places(found)).toContain(`raise at ${intended}`);
    expect(found.findings.find(({ rule }) => rule === 'raise')?.seen).toMatch(/^effect \S+ is confirmed at .* %, but no record before says that it was to be made$/);
  });

  it('finds a raise that is recorded as if it were none', async () => {
    const { entries, index } = altered(await aStory(), { kind: 'ticked', where: ({ effect }) => effect.kind === 'intended' }, {
      event: (event) => (event.effect.kind === 'none' ? event : { ...event, effect: { ...event.effect, kind: 'done' } }),
    });
    expect(places(await auditedEntries(entries))).toContain(`raise at ${index}`);
  });

  it('finds an operation that is recorded twice, a commit that is left out, and one that is put in', async () => {
    const story = await aStory();
    const [first, second] = [story[2], story[3]];
    if (first === undefined || second === undefined) throw new Error('the story is longer');
    const twice = story.map((entry, index) => (index === 3 ? { ...entry, event: { ...entry.event, operation: first.event.operation } } : entry));
    expect(places(await auditedEntries(twice))).toContain('operation at 3');
    expect(places(await auditedEntries(story.filter((_, index) => index !== 5)))).toContain('line at 5');
    expect(places(await auditedEntries([...story.slice(0, 4), second, ...story.slice(4)]))).toEqual(expect.arrayContaining(['line at 4', 'operation at 4']));
  });

  it('finds a start that its id, its policy or its tries do not fit', async () => {
    const story = await aStory();
    const started = (change: (event: Extract<LedgerEvent, { kind: 'started' }>) => LedgerEvent): Promise<readonly string[]> => auditedEntries(altered(story, { kind: 'started' }, { event: change }).entries).then(places);
    expect(await started((event) => ({ ...event, candidate: { ...event.candidate, digest: `sha256:${'f'.repeat(64)}` } }))).toContain('start at 1');
    expect(await started((event) => ({ ...event, policyDigest: 'sha256:else' }))).toContain('start at 1');
    expect(await started((event) => ({ ...event, attempt: 2 }))).toContain('start at 1');
  });

  it('finds an end that was not decided', async () => {
    const { entries, index } = altered(await aStory(), { kind: 'ended' }, { event: (event) => ({ ...event, outcome: 'expired' }) });
    expect(places(await auditedEntries(entries))).toContain(`end at ${index}`);
  });

  it('finds bytes that are not those of their id, and what is missing', async () => {
    for (const type of ['commit', 'tree', 'blob']) {
      const history = stored(await aStory(), { ref: REF });
      const commit = history.commits[3] ?? '';
      const id = type === 'commit' ? commit : [...history.objects].find(([, object]) => object.kind === 'object' && object.type === type)?.[0] ?? '';
      const object = history.objects.get(id);
      if (object?.kind !== 'object') throw new Error('it is there');
      history.objects.set(id, { ...object, bytes: Buffer.concat([object.bytes, Buffer.from(type === 'blob' ? ' ' : '\n')]) });
      expect((await audited(history)).findings.map(({ rule }) => rule)).toContain('bytes');
      history.objects.delete(id);
      expect((await audited(history)).findings).toContainEqual(expect.objectContaining({ rule: 'bytes', seen: expect.stringMatching(/is not there$/) as string }));
    }
  });

  it('finds a commit that somebody made by hand, and leaves one alone that is signed', async () => {
    const story = await aStory();
    const by = (who: string, signature = '') => (bytes: string, { index }: { readonly index: number }): string => (index === 4 ? bytes.replaceAll(/^(author|committer) Rampart <.*?>/gm, `$1 ${who}`).replace('\n\n', `${signature}\n\n`) : bytes);
    const found = await auditedEntries(story, { commitOf: by('Eve <eve@example.com>') });
    expect(places(found)).toEqual(['commit at 4']);
    expect(found.findings[0]?.seen).toContain('Eve <eve@example.com>');
    const signed = await auditedEntries(story, { commitOf: by('GitHub <noreply@github.com>', '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----') });
    expect(signed.findings).toEqual([]);
    expect(signed.records.filter(({ isSigned }) => isSigned)).toHaveLength(1);
    const forged = await auditedEntries(story, { commitOf: (bytes, { index }) => (index === 4 ? bytes.replace(/^Actor: .*$/m, 'Actor: eve') : bytes) });
    expect(places(forged)).toEqual(['commit at 4']);
  });

  it('finds merges, a history that begins in the middle, and files besides', async () => {
    const story = await aStory();
    const merged = await auditedEntries(story, { commitOf: (bytes, { index, commits }) => (index === 5 ? bytes.replace(/^(parent .*)$/m, `$1\nparent ${commits[1] ?? ''}`) : bytes) });
    expect(places(merged)).toEqual(['line at 5']);
    const history = stored(story, { ref: REF });
    const shallow = { ...history, audit: { ...history.audit, commits: () => history.audit.commits('').then((all) => (all.kind === 'ok' ? { ...all, value: all.value.slice(3) } : all)) } };
    expect((await audited(shallow)).findings[0]).toMatchObject({ rule: 'line', seen: expect.stringContaining('this clone is shallow') as string });
    const besides = await auditedEntries(story, { filesOf: (files, index) => (index === 2 ? [...files, { name: 'zz', text: '' }] : files) });
    expect(besides.findings).toMatchObject([{ rule: 'commit', sequence: 3, seen: 'it holds zz besides event.json and state.json' }]);
  });

  it('goes on after what cannot be read, and tells each mistake in it', async () => {
    const story = await aStory();
    const found = await auditedEntries(story, { filesOf: (files, index) => (index === 4 ? files.map((file) => (file.name === 'event.json' ? { ...file, text: '{"schema": 1, "kind": "ticked"}' } : file)) : files) });
    expect(new Set(found.findings.map(({ commit }) => commit))).toEqual(new Set([found.commits[4]]));
    expect(found.findings.every(({ rule }) => rule === 'form')).toBe(true);
    expect(found.records).toHaveLength(story.length);
    const gone = await auditedEntries(story, { filesOf: (files, index) => (index === 4 ? files.filter(({ name }) => name === 'event.json') : files) });
    expect(places(gone)).toEqual(['form at 4']);
    const other = await auditedEntries(story, { filesOf: (files, index) => (index === 4 ? files.map((file) => (file.name === 'state.json' ? { ...file, text: writeLedgerJson({ ...story[4]?.state, target: 'ads' }) } : file)) : files) });
    expect(places(other)).toContain('state at 4');
  });

  it('says so when the repository cannot be asked', async () => {
    const history = stored(await aStory(), { ref: REF });
    const away = { kind: 'error', error: { port: 'ledger', code: 'unavailable', message: 'away', retryable: true, outcome: 'not-done' } } as const;
    expect(await auditHistory({ ...history.audit, objects: () => Promise.resolve(away) }, { ref: REF, commit: history.head }, digestOf)).toEqual(away);
    expect(await auditHistory({ ...history.audit, commits: () => Promise.resolve(away) }, { ref: REF, commit: history.head }, digestOf)).toEqual(away);
  });
});

function withoutFailures(news: Evidence): Evidence {
  if (news.kind === 'no-data') return news;
  return { ...news, blocks: news.blocks.map((block) => ({ ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, { stable, candidate }]) => [name, { stable, candidate: { ...candidate, events: 0 } }])) })) };
}

function withWeight(state: TargetState, weight: number): TargetState {
  return state.rollout.kind === 'none' ? state : { ...state, rollout: { ...state.rollout, weight: ppm(weight) } };
}
