// The Ledger port on GitHub's API: one branch per target, one commit per event, moved by compare-and-swap.
import { brokenLink, cutOff, decodeRecord, decodeRecordedEvent, EVENT_FILE, freezeFile, FREEZES_REF, ledgerRef, recordFiles, recordMessage, slippedIn, STATE_FILE, writeLedgerJson } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { AppendOutcome, EnoughHistory, Ledger, LedgerEntry, LedgerView, PortError, Result } from '@rampart/rollout-engine';
import { invariant } from '@rampart/rollout-policy';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { readContents } from './contents.ts';
import type { Contents } from './contents.ts';
import { freezeCommit, wantedId, type FreezeEdit } from './freeze-commit.ts';
import type { FreezesReading } from './freezes-query.ts';
import type { GithubView } from './github-view.ts';
import type { Look, SeenCommit } from './look.ts';
import { blobId } from './object-ids.ts';
import { publish } from './publish.ts';
import type { NewCommit, Publisher } from './publish.ts';

export function createGithubLedger(publisher: Publisher, view: GithubView): Ledger {
  const memory: Memory = { states: new Map(), unasked: new Set(), events: new Map() };
  return {
    read: (target) => read(publisher, view, memory, target),
    append: (entry) => append(publisher, view, memory, entry),
    history: (target, enough = NEVER_ENOUGH) => history(publisher, view, memory, { target, enough }),
  };
}

const NEVER_ENOUGH: EnoughHistory = () => false;

interface Memory {
  /** The newest state that was read or written per target. */
  readonly states: Map<string, KnownState>;
  /** Targets whose head was seen since their history was last asked for: that asks for nothing new then. */
  readonly unasked: Set<string>;
  /** By commit: what was decoded once is not decoded at every look. */
  readonly events: Map<string, LedgerEvent>;
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
  const at = { target, commit: look.head };
  const record = decodeRecord({ state: state.value, event: event.value }, at);
  if (record.kind === 'error') return record;
  const { commits, isWhole } = look.line;
  const { sequence } = record.value.state;
  if (isWhole && commits.length !== sequence) return failed(cutOff(at, { sequence, records: commits.length }));
  const since = last === undefined ? -1 : commits.findIndex(({ id }) => id === last.commit);
  if (last !== undefined && since > 0 && sequence !== last.state.sequence + since) return failed(slippedIn(at, { sequence, records: since, after: last.state.sequence }));
  const known = { commit: look.head, isSigned: look.isSigned, repositoryId: look.repositoryId, state: record.value.state };
  memory.states.set(target, known);
  memory.events.set(look.head, record.value.event);
  return ok(known);
}

async function history(publisher: Publisher, view: GithubView, memory: Memory, { target, enough }: { readonly target: string; readonly enough: EnoughHistory }): Promise<Result<readonly LedgerEvent[]>> {
  if (!memory.unasked.delete(target)) {
    const look = await view.look(target);
    if (look.kind === 'error') return look;
  }
  const known = await view.line(target, ({ commits }) => commits.some((commit, index) => isEnough(memory, target, commit, index + 1, enough)));
  if (known.kind === 'error') return known;
  const { commits, isWhole } = known.value?.line ?? { commits: [], isWhole: true };
  const events: LedgerEvent[] = [];
  for (const commit of commits.toReversed()) {
    const event = await eventAt(publisher, memory, target, commit);
    if (event.kind === 'error') return event;
    // The first event of a shortened history follows something that was not read.
    const previous = events.at(-1)?.sequence ?? (isWhole ? 0 : event.value.sequence - 1);
    const broken = brokenLink({ commit: commit.id, parents: commit.parents, event: event.value }, { target, previous });
    if (broken !== 'none') return failed(broken);
    events.push(event.value);
  }
  return ok(events);
}

async function eventAt({ api }: Publisher, memory: Memory, target: string, { id, event }: SeenCommit): Promise<Result<LedgerEvent>> {
  const seen = memory.events.get(id);
  if (seen !== undefined) return ok(seen);
  const file = await readContents(api, event, { port: 'ledger', what: `reading the history of ${ledgerRef(target)}` });
  if (file.kind === 'error') return file;
  const decoded = decodeRecordedEvent(file.value, { target, commit: id });
  if (decoded.kind === 'ok') memory.events.set(id, decoded.value);
  return decoded;
}

/** An event that is too long to come with a query, or damaged, is never where it is enough: whoever reads the history meets it. */
function isEnough(memory: Memory, target: string, { id, event }: SeenCommit, count: number, enough: EnoughHistory): boolean {
  const seen = memory.events.get(id);
  if (seen !== undefined) return enough(seen, count);
  if (event.kind !== 'text') return false;
  const decoded = decodeRecordedEvent({ kind: 'file', bytes: new TextEncoder().encode(event.text) }, { target, commit: id });
  if (decoded.kind === 'error') return false;
  memory.events.set(id, decoded.value);
  return enough(decoded.value, count);
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

  const files = recordFiles(entry);
  const record: NewCommit = { ref, commit: { parent: from, files, ...recordMessage(entry) } };
  for (let attempt = 1; ; attempt += 1) {
    const freezes = entry.freeze === undefined ? ok(undefined) : await view.freezes('');
    if (freezes.kind === 'error') return failed({ ...freezes.error, outcome: 'not-done' });
    const beside = freezeBeside(entry, freezes.value);
    const heads = { ledger: from, freezes: freezes.value?.head ?? '' };
    const published = await publish(publisher, {
      port: 'ledger',
      parts: beside === 'none' ? [record] : [record, beside],
      parentIsSigned: isSigned,
      repositoryId,
      readBack: async () => {
        const look = await view.look(target);
        if (look.kind === 'error') return look;
        heads.ledger = look.value.head;
        heads.freezes = look.value.freeze.head;
        return ok(new Map([[ref, heads.ledger], [FREEZES_REF, heads.freezes]]));
      },
    });
    if (published.kind === 'error') return published;
    memory.unasked.add(target);
    const { kind, ids: [id = '', freezeId = ''] } = published.value;
    if (kind === 'elsewhere' && heads.ledger !== from) return heads.ledger === '' ? failed(goneError(target, from)) : settleElsewhere(view, entry, heads.ledger);
    // The ledger is where it was, so nothing has landed: somebody changed another freeze meanwhile.
    if (kind === 'elsewhere' && attempt < ATTEMPTS) continue;
    if (kind === 'elsewhere') return failed(overtaken(ref));
    if (beside !== 'none') view.wroteFreezes(freezeId, freezes.value?.head ?? '');
    view.wrote(target, { id, parents: from === '' ? 0 : 1, event: contentsOf(files, EVENT_FILE) }, from, contentsOf(files, STATE_FILE));
    memory.states.set(target, { commit: id, isSigned, repositoryId, state });
    return ok({ kind: 'appended', head: id });
  }
}

/** As many changes of other freezes as one event gives way to. */
const ATTEMPTS = 20;

/** The freeze that has to come, or go, with the event; `none` where it is as it should be. */
function freezeBeside({ target, event, title, freeze }: LedgerEntry, now: FreezesReading | undefined): NewCommit | 'none' {
  if (freeze === undefined || now === undefined) return 'none';
  const edit: FreezeEdit = { name: freezeFile(target, 'rollout'), document: freeze.kind === 'lift' ? { kind: 'none' } : { kind: 'document', text: freeze.document } };
  if ((now.files.get(edit.name) ?? '') === wantedId(edit)) return 'none';
  return freezeCommit({ head: now.head, files: now.files, edit, target, atMs: event.atMs, title });
}

function overtaken(ref: string): PortError {
  return { port: 'ledger', code: 'unavailable', message: `recording in ${ref}: somebody else changed ${FREEZES_REF} each of the ${String(ATTEMPTS)} times that this was tried. The next run tries again`, retryable: true, outcome: 'not-done' };
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

function contentsOf(files: ReturnType<typeof recordFiles>, name: string): Contents {
  const text = files.find((file) => file.name === name)?.text ?? '';
  return { kind: 'text', id: blobId(text), text };
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
