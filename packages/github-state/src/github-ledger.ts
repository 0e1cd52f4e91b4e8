// The Ledger port on GitHub's API: one branch per target, one commit per event, moved by compare-and-swap.
import { brokenLink, decodeRecord, decodeRecordedEvent, EVENT_FILE, ledgerRef, recordFiles, recordMessage, writeLedgerJson } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { AppendOutcome, Ledger, LedgerEntry, LedgerView, PortError, Result } from '@rampart/rollout-engine';
import { invariant } from '@rampart/rollout-policy';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { readContents } from './contents.ts';
import type { GithubView } from './github-view.ts';
import type { Look, SeenCommit } from './look.ts';
import { blobId } from './object-ids.ts';
import { publish } from './publish.ts';
import type { Publisher } from './publish.ts';

export function createGithubLedger(publisher: Publisher, view: GithubView): Ledger {
  const memory: Memory = { states: new Map(), unasked: new Set() };
  return {
    read: (target) => read(publisher, view, memory, target),
    append: (entry) => append(publisher, view, memory, entry),
    history: (target) => history(publisher, view, memory, target),
  };
}

interface Memory {
  /** The newest state that was read or written per target. */
  readonly states: Map<string, KnownState>;
  /** Targets whose head was seen since their history was last asked for: that asks for nothing new then. */
  readonly unasked: Set<string>;
}

interface KnownState {
  readonly commit: string;
  readonly isSigned: boolean;
  readonly repositoryId: string;
  readonly state: TargetState;
}

async function read(publisher: Publisher, view: GithubView, memory: Memory, target: string): Promise<Result<LedgerView>> {
  const look = await view.look(target);
  if (look.kind === 'error') return look;
  memory.unasked.add(target);
  if (look.value.head === '') return ok({ kind: 'empty' });
  const state = await stateAt(publisher, memory, target, look.value);
  return state.kind === 'error' ? state : ok({ kind: 'present', head: look.value.head, state: state.value.state });
}

async function stateAt({ api }: Publisher, memory: Memory, target: string, look: Look): Promise<Result<KnownState>> {
  const last = memory.states.get(target);
  if (last?.commit === look.head) return ok(last);
  const place = { port: 'ledger', what: `reading ${ledgerRef(target)}` } as const;
  const state = await readContents(api, look.state, place);
  if (state.kind === 'error') return state;
  const event = await readContents(api, look.line.commits[0]?.event ?? { kind: 'missing' }, place);
  if (event.kind === 'error') return event;
  const record = decodeRecord({ state: state.value, event: event.value }, { target, commit: look.head });
  if (record.kind === 'error') return record;
  const known = { commit: look.head, isSigned: look.isSigned, repositoryId: look.repositoryId, state: record.value.state };
  memory.states.set(target, known);
  return ok(known);
}

async function history({ api }: Publisher, view: GithubView, memory: Memory, target: string): Promise<Result<readonly LedgerEvent[]>> {
  if (!memory.unasked.delete(target)) {
    const look = await view.look(target);
    if (look.kind === 'error') return look;
  }
  const known = await view.line(target, ({ isWhole }) => isWhole);
  if (known.kind === 'error') return known;
  const events: LedgerEvent[] = [];
  for (const { id, parents, event } of known.value?.line.commits.toReversed() ?? []) {
    const file = await readContents(api, event, { port: 'ledger', what: `reading the history of ${ledgerRef(target)}` });
    if (file.kind === 'error') return file;
    const decoded = decodeRecordedEvent(file.value, { target, commit: id });
    if (decoded.kind === 'error') return decoded;
    const broken = brokenLink({ commit: id, parents, event: decoded.value }, { target, previous: events.length });
    if (broken !== 'none') return failed(broken);
    events.push(decoded.value);
  }
  return ok(events);
}

async function append(publisher: Publisher, view: GithubView, memory: Memory, entry: LedgerEntry): Promise<Result<AppendOutcome>> {
  const { target, event, state } = entry;
  const from = entry.expectedHead.kind === 'empty' ? '' : entry.expectedHead.head;
  const ref = ledgerRef(target);
  invariant(state.target === target, 'a state is recorded under its own target', { target, state: state.target });
  invariant(state.sequence === event.sequence, 'a state includes its event', { state: state.sequence, event: event.sequence });
  invariant(from === '' || /^[0-9a-f]{40,64}$/.test(from), 'a head is what read or append answered', { head: from });

  const parent = await parentOf(publisher, view, memory, { target, from });
  if (parent.kind === 'error') return parent;
  if (parent.value.kind === 'elsewhere') return settleElsewhere(view, entry, parent.value.head);
  const { sequence, isSigned, repositoryId } = parent.value;
  invariant(event.sequence === sequence + 1, 'events follow each other without a gap', { parent: sequence, event: event.sequence });

  let head = from;
  const published = await publish(publisher, {
    port: 'ledger',
    ref,
    commit: { parent: from, files: recordFiles(entry), ...recordMessage(entry) },
    parentIsSigned: isSigned,
    repositoryId,
    readBack: async () => {
      const look = await view.look(target);
      if (look.kind === 'error') return look;
      head = look.value.head;
      return ok(head);
    },
  });
  if (published.kind === 'error') return published;
  memory.unasked.add(target);
  if (published.value.kind === 'elsewhere') return head === '' ? failed(goneError(target, from)) : settleElsewhere(view, entry, head);
  const { id } = published.value;
  view.wrote(target, seenCommit(entry, id), from);
  memory.states.set(target, { commit: id, isSigned, repositoryId, state });
  return ok({ kind: 'appended', head: id });
}

type Parent = ({ readonly kind: 'here'; readonly sequence: number } & Pick<KnownState, 'isSigned' | 'repositoryId'>) | { readonly kind: 'elsewhere'; readonly head: string };

/** The commit that we build on. If the head is another one by now, there is nothing to build. */
async function parentOf(publisher: Publisher, view: GithubView, memory: Memory, { target, from }: { readonly target: string; readonly from: string }): Promise<Result<Parent>> {
  const last = memory.states.get(target);
  if (from !== '' && last?.commit === from) return ok({ kind: 'here', sequence: last.state.sequence, isSigned: last.isSigned, repositoryId: last.repositoryId });
  const look = await view.look(target);
  if (look.kind === 'error') return look;
  const { head, repositoryId, freeze } = look.value;
  if (head !== from) return head === '' ? failed(goneError(target, from)) : ok({ kind: 'elsewhere', head });
  // The first record of a target is written as the freezes beside it are.
  if (from === '') return ok({ kind: 'here', sequence: 0, isSigned: freeze.isSigned, repositoryId });
  const known = await stateAt(publisher, memory, target, look.value);
  return known.kind === 'error' ? known : ok({ kind: 'here', sequence: known.value.state.sequence, isSigned: known.value.isSigned, repositoryId });
}

/**
 * The head is not where we thought. If our event is in the history (a reply was lost, or this is a repeat), it was appended. An event
 * of the same operation with other content is another run's: that is a conflict, since its effects need not be ours.
 */
async function settleElsewhere(view: GithubView, { target, event, expectedHead }: LedgerEntry, head: string): Promise<Result<AppendOutcome>> {
  const ours = blobId(writeLedgerJson(event));
  const isOurs = ({ event: seen }: SeenCommit): boolean => seen.kind !== 'missing' && seen.id === ours;
  const isExpected = ({ id }: SeenCommit): boolean => expectedHead.kind === 'at' && id === expectedHead.head;
  const known = await view.line(target, ({ commits }) => commits.some((commit) => isOurs(commit) || isExpected(commit)));
  if (known.kind === 'error') return failed({ ...known.error, outcome: 'unknown' });
  const found = known.value?.line.commits.find(isOurs);
  return ok(found === undefined ? { kind: 'conflict', head } : { kind: 'appended', head: found.id });
}

function seenCommit(entry: LedgerEntry, id: string): SeenCommit {
  const text = recordFiles(entry).find(({ name }) => name === EVENT_FILE)?.text ?? '';
  return { id, parents: entry.expectedHead.kind === 'empty' ? 0 : 1, event: { kind: 'text', id: blobId(text), text } };
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
