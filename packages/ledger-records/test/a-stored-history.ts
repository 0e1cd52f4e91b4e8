// A history as a repository would hold it: a good release and a failing one, made by the engine over fakes; and a store whose bytes a test may change.
import { createHash } from 'node:crypto';
import { ok, promote, rollback, tick, type LedgerAudit, type LedgerEntry, type Ports, type StoredObject } from '@rampart/rollout-engine';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { aPolicy, fakeRouter, fakeSmokeProbe, inMemoryLedger, inMemoryRegistry, scriptedMetrics, virtualClock } from '@rampart/testing';
import { commitBytes } from '../src/commit-bytes.ts';
import { recordFiles, recordMessage } from '../src/record.ts';

export const POLICY = aPolicy({ promise: { badRequestsMax: 400 }, expert: { growthMax: 4 } });
/** Of any policy: what a digest is made of is no matter here. */
export const digestOf = (): string => `sha256:${'9'.repeat(64)}`;

export type Entry = Pick<LedgerEntry, 'event' | 'state' | 'title'>;

let made: Promise<readonly Entry[]> | undefined;

/** v2 is promoted and finishes, v3 fails and is taken out. Made once: a test changes copies. */
export function aStory(): Promise<readonly Entry[]> {
  made ??= tellStory();
  return made;
}

async function tellStory(): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const [clock, ledger, registry, metrics, router] = [virtualClock(1_700_000_000_000), inMemoryLedger(), inMemoryRegistry(), scriptedMetrics(), fakeRouter({})];
  const release = (version: string, digit: string): void => registry.register('fraud', { version, digest: `sha256:${digit.repeat(64)}`, artifact: `models/${version}` });
  release('v1', '1');
  release('v2', '2');
  let failing = false;
  metrics.follow('errors', () => {
    const candidate = Math.round((3_000 * router.weightOf(failing ? 'a' : 'b')) / 1_000_000);
    const cell = { trials: 3_000 - candidate, events: Math.round((3_000 - candidate) * 0.02) };
    return { stable: cell, candidate: { trials: candidate, events: Math.round(candidate * (failing ? 0.3 : 0.02)) } };
  });
  const ports: Ports = {
    clock,
    ledger: { ...ledger, append: (entry) => ledger.append(entry).then((answer) => {
      if (answer.kind === 'ok' && answer.value.kind === 'appended') entries.push(structuredClone({ event: entry.event, state: entry.state, title: entry.title }));
      return answer;
    }) },
    router, deployer: router, metrics, registry, smoke: fakeSmokeProbe(), freeze: { verify: () => Promise.resolve({ kind: 'none' }), pin: () => Promise.resolve({ kind: 'refused', why: 'nothing is there' }) },
    titleOf: (event) => `${POLICY.target}: ${event.kind}`,
  };
  const by = { target: POLICY.target, actor: 'test', rolloutId: '' };
  for (let looks = 0; looks < 400 && ledger.events(POLICY.target).filter(({ kind }) => kind === 'ended').length < 1; looks += 1) {
    const outcome = await tick(ports, { pinned: { policy: POLICY, digest: digestOf() }, actor: 'test', acts: true, request: { kind: 'none' }, pollRegistry: false, wanted: { kind: 'newest' }, validation: { kind: 'not-demanded' }, nextLookMs: POLICY.expert.lookMs, snapshot: { kind: 'from-ledger' } });
    if (outcome.kind === 'decided' && outcome.decision.kind === 'promote') await promote(ports, by);
    if (outcome.kind === 'decided' && outcome.decision.kind === 'rollback') await rollback(ports, { ...by, why: 'decided', stableVersion: '', routerOnly: false });
    if (outcome.kind !== 'refused' && ledger.stateOf(POLICY.target).stable.version === 'v2' && !failing) {
      failing = true;
      release('v3', '3');
    }
    await clock.advance(POLICY.expert.lookMs);
  }
  return entries;
}

export interface StoredHistory {
  readonly audit: LedgerAudit;
  readonly ref: string;
  readonly head: string;
  /** Oldest first. */
  readonly commits: readonly string[];
  readonly objects: Map<string, StoredObject>;
}

export interface StoredParts {
  /** Of a commit that is written by hand: `parents` of the line around it, and the bytes as Rampart would write them. */
  readonly commitOf?: (bytes: string, at: { readonly index: number; readonly commits: readonly string[] }) => string;
  readonly filesOf?: (files: readonly { readonly name: string; readonly text: string }[], index: number) => readonly { readonly name: string; readonly text: string }[];
  readonly ref?: string;
}

/** Stores records as git would, each with the id of its bytes. */
export function stored(entries: readonly Entry[], { commitOf = (bytes) => bytes, filesOf = (files) => files, ref = 'refs/heads/rollouts/fraud-prod-9de4b9f6' }: StoredParts = {}): StoredHistory {
  const objects = new Map<string, StoredObject>();
  const put = (type: string, bytes: Buffer): string => {
    const id = createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
    objects.set(id, { kind: 'object', type, bytes });
    return id;
  };
  const commits: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const rows = filesOf(recordFiles(entry), index).map(({ name, text }) => Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(put('blob', Buffer.from(text)), 'hex')]));
    const bytes = commitBytes({ tree: put('tree', Buffer.concat(rows)), parent: commits.at(-1) ?? '', ...recordMessage(entry) });
    commits.push(put('commit', Buffer.from(commitOf(bytes, { index, commits }))));
  }
  const head = commits.at(-1) ?? '';
  const audit: LedgerAudit = {
    heads: () => Promise.resolve(ok([{ ref, commit: head }])),
    commits: () => Promise.resolve(ok(commits)),
    objects: (ids) => Promise.resolve(ok(ids.map((id) => objects.get(id) ?? { kind: 'missing' }))),
  };
  return { audit, ref, head, commits, objects };
}

/** A copy of the story with one event changed, and the state beside it only where `state` says so. */
export function altered<Kind extends LedgerEvent['kind']>(entries: readonly Entry[], at: { readonly kind: Kind; readonly where?: (event: Extract<LedgerEvent, { kind: Kind }>) => boolean }, change: { readonly event?: (event: Extract<LedgerEvent, { kind: Kind }>) => LedgerEvent; readonly state?: (state: TargetState) => TargetState }): { readonly entries: readonly Entry[]; readonly index: number } {
  const isMeant = (event: LedgerEvent): event is Extract<LedgerEvent, { kind: Kind }> => event.kind === at.kind && (at.where === undefined || at.where(event as Extract<LedgerEvent, { kind: Kind }>));
  const index = entries.findIndex(({ event }) => isMeant(event));
  const entry = entries[index];
  if (entry === undefined || !isMeant(entry.event)) throw new Error(`the story has no such ${at.kind}`);
  const next: Entry = { ...entry, event: change.event?.(entry.event) ?? entry.event, state: change.state?.(entry.state) ?? entry.state };
  return { entries: entries.map((known, place) => (place === index ? next : known)), index };
}
