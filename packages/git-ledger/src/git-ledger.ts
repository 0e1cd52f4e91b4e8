// The Ledger port on a git repository: one branch per target, one commit per event.
import { gitFailure, readObjects, readRef, writeObject, writeTree } from '@rampart/git-process';
import type { FetchRequest, GitFailure, GitRepository, RefMove, RepositoryOpener, Written } from '@rampart/git-process';
import { commitBytes, cutOff, EVENT_FILE, freezeFile, FREEZES_REF, ledgerRef, recordFiles, recordMessage, setBack, writeLedgerJson } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { AppendOutcome, Ledger, LedgerEntry, LedgerView, PortError, Result } from '@rampart/rollout-engine';
import { invariant } from '@rampart/rollout-policy';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { gitPortError } from './git-port-error.ts';
import { frozenFiles, withFile, writeFreezeCommit } from './freeze-commit.ts';
import { compareHeads, lineOf } from './line-of-commits.ts';
import { moveHead, moveHeads, type Moved } from './move-head.ts';
import { readEvents, readRecord } from './read-records.ts';

/** `open` is called before each operation; it opens once and then gives the same repository. */
export function createGitLedger(open: RepositoryOpener): Ledger {
  const memory: Memory = { states: new Map(), heads: new Map() };
  return {
    read: (target) => read(open, memory, target),
    append: (entry) => append(open, memory, entry),
    history: (target) => history(open, memory, target),
  };
}

interface Memory {
  /** The newest state that was read or written per target. A commit never changes, so a head that is still there need not be read again. */
  readonly states: Map<string, KnownState>;
  /** The newest head that was seen per target: whatever comes has to lead on from it. */
  readonly heads: Map<string, string>;
}

interface KnownState {
  readonly commit: string;
  readonly state: TargetState;
}

async function stateAt(repository: GitRepository, { states }: Memory, target: string, commit: string): Promise<Result<TargetState>> {
  const last = states.get(target);
  if (last?.commit === commit) return ok(last.state);
  const record = await readRecord(repository, target, commit);
  if (record.kind === 'error') return record;
  const { state } = record.value;
  const line = await lineOf(repository, commit);
  if (line.kind === 'failed') return readFailed(target, line);
  if (line.isWhole && line.count !== state.sequence) return failed(cutOff({ target, commit }, { sequence: state.sequence, records: line.count }));
  states.set(target, { commit, state });
  return ok(state);
}

async function read(open: RepositoryOpener, memory: Memory, target: string): Promise<Result<LedgerView>> {
  const repository = await open();
  if (repository.kind === 'failed') return readFailed(target, repository);
  const head = await newestHead(repository, memory, target, memory.heads.has(target) ? 'new' : 'recent');
  if (head.kind === 'error') return head;
  if (head.value === '') return ok({ kind: 'empty' });
  const state = await stateAt(repository, memory, target, head.value);
  return state.kind === 'error' ? state : ok({ kind: 'present', head: head.value, state: state.value });
}

async function history(open: RepositoryOpener, memory: Memory, target: string): Promise<Result<readonly LedgerEvent[]>> {
  const repository = await open();
  if (repository.kind === 'failed') return readFailed(target, repository);
  const head = await newestHead(repository, memory, target, 'all');
  if (head.kind === 'error') return head;
  return head.value === '' ? ok([]) : readEvents(repository, target, head.value);
}

async function append(open: RepositoryOpener, memory: Memory, entry: LedgerEntry): Promise<Result<AppendOutcome>> {
  const { target, event } = entry;
  const from = entry.expectedHead.kind === 'empty' ? '' : entry.expectedHead.head;
  const ref = ledgerRef(target);
  invariant(entry.state.target === target, 'a state is recorded under its own target', { target, state: entry.state.target });
  invariant(entry.state.sequence === event.sequence, 'a state includes its event', { state: entry.state.sequence, event: event.sequence });
  invariant(from === '' || /^[0-9a-f]{40,64}$/.test(from), 'a head is what read or append answered', { head: from });

  const repository = await open();
  if (repository.kind === 'failed') return failed(attemptError(target, repository, 'not-done'));
  const parent = await parentSequence(repository, memory, { target, from });
  if (parent.kind === 'error') return parent;
  if (parent.value.kind === 'elsewhere') return settleElsewhere(repository, memory, entry, parent.value.head);
  invariant(event.sequence === parent.value.sequence + 1, 'events follow each other without a gap', { parent: parent.value.sequence, event: event.sequence });

  const commit = await writeCommit(repository, entry, from);
  if (commit.kind === 'failed') return failed(attemptError(target, commit, 'not-done'));
  const moved = await moveWithFreeze(repository, entry, { ref, from, to: commit.id });
  switch (moved.kind) {
    case 'moved':
      memory.states.set(target, { commit: commit.id, state: entry.state });
      memory.heads.set(target, commit.id);
      return ok({ kind: 'appended', head: commit.id });
    case 'elsewhere':
      return settleElsewhere(repository, memory, entry, moved.head);
    case 'gone':
      return failed(goneError(target, from));
    case 'not-moved':
      return failed(attemptError(target, moved.failure, 'not-done'));
    case 'unknown':
      return failed(attemptError(target, moved.failure, 'unknown'));
  }
}

/** The event and what it freezes or lifts, in one move. Freezes of others that come in between are built upon. */
async function moveWithFreeze(repository: GitRepository, { target, event, title, freeze }: LedgerEntry, ofLedger: RefMove): Promise<Moved> {
  if (freeze === undefined) return moveHead(repository, ofLedger);
  const file = freezeFile(target, 'rollout');
  const wanted: Written = freeze.kind === 'lift' ? { kind: 'written', id: '' } : await writeObject(repository, { type: 'blob', bytes: freeze.document });
  if (wanted.kind === 'failed') return { kind: 'not-moved', failure: wanted };
  for (let attempt = 1; ; attempt += 1) {
    // To build on it, not only to read it: what is pushed has to lead to what is there.
    const fetched = await repository.fetchRefs({ patterns: [FREEZES_REF], depth: 'new', files: 'included' });
    if (fetched.kind === 'failed') return { kind: 'not-moved', failure: fetched };
    const tip = await readRef(repository, FREEZES_REF);
    if (tip.kind === 'failed') return { kind: 'not-moved', failure: tip };
    const head = tip.kind === 'at' ? tip.id : '';
    const now = await frozenFiles(repository, head);
    if (now.kind === 'failed') return { kind: 'not-moved', failure: now };
    if ((now.files.get(file) ?? '') === wanted.id) return moveHead(repository, ofLedger);
    const commit = await writeFreezeCommit(repository, { parent: head, files: withFile(now.files, file, wanted.id), target, atMs: event.atMs, title });
    if (commit.kind === 'failed') return { kind: 'not-moved', failure: commit };
    const moved = await moveHeads(repository, [ofLedger, { ref: FREEZES_REF, from: head, to: commit.id }]);
    const isFreezeElsewhere = (moved.kind === 'elsewhere' || moved.kind === 'gone') && moved.ref === FREEZES_REF;
    if (!isFreezeElsewhere) return moved;
    if (attempt === ATTEMPTS) return { kind: 'not-moved', failure: gitFailure({ reason: 'not-usable', verb: 'push', detail: `somebody else changed ${FREEZES_REF} each of ${String(ATTEMPTS)} times`, trouble: 'unavailable' }) };
  }
}

/** As many changes of other freezes as one event gives way to. */
const ATTEMPTS = 20;

type Parent = { readonly kind: 'present'; readonly sequence: number } | { readonly kind: 'elsewhere'; readonly head: string };

/** The commit that we build on, fetched if it is not here yet. If the head is another one by now, there is nothing to build. */
async function parentSequence(repository: GitRepository, memory: Memory, { target, from }: { readonly target: string; readonly from: string }): Promise<Result<Parent>> {
  if (from === '') return ok({ kind: 'present', sequence: 0 });
  const last = memory.states.get(target);
  if (last?.commit === from) return ok({ kind: 'present', sequence: last.state.sequence });
  const known = await readObjects(repository, [from]);
  if (known.kind === 'failed') return failed(attemptError(target, known, 'not-done'));
  if (known.objects[0]?.kind === 'missing') {
    const head = await fetchHead(repository, target, 'new');
    if (head.kind === 'error') return head;
    if (head.value === '') return failed(goneError(target, from));
    if (head.value !== from) return ok({ kind: 'elsewhere', head: head.value });
  }
  const state = await stateAt(repository, memory, target, from);
  return state.kind === 'error' ? state : ok({ kind: 'present', sequence: state.value.sequence });
}

async function writeCommit(repository: GitRepository, entry: LedgerEntry, parent: string): Promise<Written> {
  const blobs: { readonly name: string; readonly blob: string }[] = [];
  for (const { name, text } of recordFiles(entry)) {
    const blob = await writeObject(repository, { type: 'blob', bytes: text });
    if (blob.kind === 'failed') return blob;
    blobs.push({ name, blob: blob.id });
  }
  const tree = await writeTree(repository, blobs);
  if (tree.kind === 'failed') return tree;
  return writeObject(repository, { type: 'commit', bytes: commitBytes({ tree: tree.id, parent, ...recordMessage(entry) }) });
}

/**
 * The head is not where we thought. If our event is in the history (a reply was lost, or this is a repeat), it was appended. An event
 * of the same operation with other content is another run's: that is a conflict, since its effects need not be ours. Where the head does not lead on
 * from what was seen there is nobody to give way to: somebody has taken records out.
 */
async function settleElsewhere(repository: GitRepository, memory: Memory, { target, event, expectedHead }: LedgerEntry, head: string): Promise<Result<AppendOutcome>> {
  const since = expectedHead.kind === 'at' ? [`^${expectedHead.head}`] : [];
  const known = await repository.run(['rev-list', head, ...since, '--']);
  // Where the history was rewritten, the commit we knew may be no part of it: then all of it is looked through.
  const listed = known.kind === 'ok' ? known : await repository.run(['rev-list', '--end-of-options', head]);
  if (listed.kind === 'failed') return failed(attemptError(target, listed, 'unknown'));
  const commits = listed.stdout.toString('utf8').split('\n').filter((line) => line !== '');
  const ours = Buffer.from(writeLedgerJson(event));
  for (let at = 0; at < commits.length; at += COMMITS_AT_ONCE) {
    const some = commits.slice(at, at + COMMITS_AT_ONCE);
    const read = await readObjects(repository, some.map((commit) => `${commit}:${EVENT_FILE}`));
    if (read.kind === 'failed') return failed(attemptError(target, read, 'unknown'));
    const found = read.objects.findIndex((object) => object.kind === 'object' && object.bytes.equals(ours));
    if (found !== -1) return ok({ kind: 'appended', head: some[found] ?? head });
  }
  const before = memory.heads.get(target) ?? '';
  const compared = await compareHeads(repository, { before, now: head });
  if (compared.kind === 'failed') return failed(attemptError(target, compared, 'not-done'));
  // What lags behind may have our event and not show it.
  if (compared.how !== 'goes on') return failed({ ...setBack(target, compared.how, { shownBy: repository.address, before }), outcome: compared.how === 'older' ? 'unknown' : 'not-done' });
  memory.heads.set(target, head);
  return ok({ kind: 'conflict', head });
}

const COMMITS_AT_ONCE = 400;

/** As it is there now, and never an older one than was seen before. Empty when the target has no history yet. */
async function newestHead(repository: GitRepository, { heads }: Memory, target: string, depth: FetchRequest['depth']): Promise<Result<string>> {
  for (let tries = 1; ; tries += 1) {
    const head = await fetchHead(repository, target, depth);
    if (head.kind === 'error') return head;
    const before = heads.get(target) ?? '';
    const compared = await compareHeads(repository, { before, now: head.value });
    if (compared.kind === 'failed') return readFailed(target, compared);
    if (compared.how === 'goes on') {
      if (head.value !== '') heads.set(target, head.value);
      return head;
    }
    // Somebody else of this process may have gone on while this head was on its way; a copy that lags behind has it with the next run.
    if (compared.how === 'rewritten' || tries === TRIES) return failed(setBack(target, compared.how, { shownBy: repository.address, before }));
  }
}

const TRIES = 3;

/** Empty when the target has no history yet. */
async function fetchHead(repository: GitRepository, target: string, depth: FetchRequest['depth']): Promise<Result<string>> {
  const fetched = await repository.fetchRefs({ patterns: [ledgerRef(target)], depth, files: 'included' });
  if (fetched.kind === 'failed') return readFailed(target, fetched);
  const head = await readRef(repository, ledgerRef(target));
  if (head.kind === 'failed') return readFailed(target, head);
  return ok(head.kind === 'at' ? head.id : '');
}

function readFailed(target: string, failure: GitFailure): Result<never> {
  return failed(gitPortError({ port: 'ledger', what: `reading ${ledgerRef(target)}`, failure, outcome: 'not-done' }));
}

function attemptError(target: string, failure: GitFailure, outcome: PortError['outcome']): PortError {
  return gitPortError({ port: 'ledger', what: `recording in ${ledgerRef(target)}`, failure, outcome });
}

function goneError(target: string, from: string): PortError {
  const ref = ledgerRef(target);
  return {
    port: 'ledger',
    code: 'missing',
    message: `${ref} was at ${from.slice(0, 12)} and is gone. Somebody deleted it; bring it back with \`git push <remote> ${from}:${ref}\` from a clone that has it, and protect rollouts/** from deletion`,
    retryable: false,
    outcome: 'not-done',
  };
}
