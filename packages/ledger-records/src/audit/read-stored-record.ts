// One record as it is stored: commit, tree and two files, each checked against the id under which it lies, and the commit against its event.
import type { LedgerAudit, Result, StoredObject } from '@rampart/rollout-engine';
import { ok } from '@rampart/rollout-engine';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { commitBytes, commitMessage } from '../commit-bytes.ts';
import { decodeEvent } from '../decode-event.ts';
import { decodeState, type Decoded } from '../decode-state.ts';
import { readLedgerJson } from '../ledger-json.ts';
import { EVENT_FILE, recordMessage, STATE_FILE } from '../record.ts';
import type { AuditRule } from './finding.ts';
import { objectId, readCommit, readTree, type StoredCommit, type StoredEntry } from './stored-object.ts';

export interface StoredRecord {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly isSigned: boolean;
  readonly event: LedgerEvent | 'unreadable';
  readonly state: TargetState | 'unreadable';
  readonly problems: readonly Problem[];
}

export interface Problem {
  readonly rule: AuditRule;
  readonly seen: string;
}

/** Records of these commits, in their order. Three questions to the repository, however many they are. */
export async function readStoredRecords(audit: LedgerAudit, commits: readonly string[]): Promise<Result<readonly StoredRecord[]>> {
  const stored = await audit.objects(commits);
  if (stored.kind === 'error') return stored;
  const parsed = commits.map((id, index) => commitOf(id, stored.value[index]));
  const trees = await objectsBy(audit, parsed.map(({ commit }) => commit?.tree ?? ''));
  if (trees.kind === 'error') return trees;
  const listed = parsed.map((one) => ({ ...one, ...treeOf(one.commit?.tree ?? '', trees.value) }));
  const blobs = await objectsBy(audit, listed.flatMap(({ entries }) => entries.map(({ id }) => id)));
  if (blobs.kind === 'error') return blobs;
  return ok(listed.map(({ id, bytes, commit, entries, problems, treeProblems }) => recordOf({ id, bytes, commit, entries, problems: [...problems, ...treeProblems] }, blobs.value)));
}

type Objects = ReadonlyMap<string, StoredObject>;

async function objectsBy(audit: LedgerAudit, ids: readonly string[]): Promise<Result<Objects>> {
  const asked = [...new Set(ids)].filter((id) => id !== '');
  const answer = await audit.objects(asked);
  return answer.kind === 'error' ? answer : ok(new Map(asked.map((id, index) => [id, answer.value[index] ?? { kind: 'missing' }])));
}

interface Parsed {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly commit: StoredCommit | undefined;
  readonly problems: readonly Problem[];
}

const NOTHING = new Uint8Array();

function commitOf(id: string, object: StoredObject | undefined): Parsed {
  const stored = checked('the commit', id, 'commit', object);
  if (stored.kind === 'missing') return { id, bytes: NOTHING, commit: undefined, problems: stored.problems };
  const reading = readCommit(stored.bytes);
  if (reading.kind === 'unreadable') return { id, bytes: stored.bytes, commit: undefined, problems: [...stored.problems, { rule: 'form', seen: `the commit cannot be read: ${reading.why}` }] };
  return { id, bytes: stored.bytes, commit: reading.commit, problems: stored.problems };
}

function treeOf(tree: string, trees: Objects): { readonly entries: readonly StoredEntry[]; readonly treeProblems: readonly Problem[] } {
  if (tree === '') return { entries: [], treeProblems: [] };
  const stored = checked('its tree', tree, 'tree', trees.get(tree));
  if (stored.kind === 'missing') return { entries: [], treeProblems: stored.problems };
  const all = readTree(stored.bytes, tree);
  const entries = all.filter(({ name, mode }) => (name === EVENT_FILE || name === STATE_FILE) && mode === '100644');
  const besides = all.filter((entry) => !entries.includes(entry)).map(({ name }) => name);
  return { entries, treeProblems: [...stored.problems, ...(besides.length === 0 ? [] : [{ rule: 'commit' as const, seen: `it holds ${besides.join(', ')} besides ${EVENT_FILE} and ${STATE_FILE}` }])] };
}

/** The bytes have the id under which they lie; otherwise nothing that names the id says anything about them. */
function checked(what: string, id: string, type: string, object: StoredObject | undefined): { readonly kind: 'stored'; readonly bytes: Uint8Array; readonly problems: readonly Problem[] } | { readonly kind: 'missing'; readonly problems: readonly Problem[] } {
  if (object === undefined || object.kind === 'missing') return { kind: 'missing', problems: [{ rule: 'bytes', seen: `${what} ${id} is not there` }] };
  const is = objectId(object.type, object.bytes, id);
  const problems: Problem[] = [];
  if (is !== id) problems.push({ rule: 'bytes', seen: `${what} is stored as ${id}, its bytes are ${is}` });
  if (object.type !== type) problems.push({ rule: 'bytes', seen: `${what} ${id} is a ${object.type}` });
  return { kind: 'stored', bytes: object.bytes, problems };
}

function recordOf({ id, bytes, commit, entries, problems: before }: Parsed & { readonly entries: readonly StoredEntry[] }, blobs: Objects): StoredRecord {
  const problems: Problem[] = [...before];
  const read = <T>(name: string, decode: (value: unknown) => Decoded<T>): T | 'unreadable' => {
    const entry = entries.find((known) => known.name === name);
    if (entry === undefined) {
      if (commit !== undefined) problems.push({ rule: 'form', seen: `${name} is not there` });
      return 'unreadable';
    }
    const stored = checked(name, entry.id, 'blob', blobs.get(entry.id));
    problems.push(...stored.problems);
    if (stored.kind === 'missing') return 'unreadable';
    const json = readLedgerJson(stored.bytes);
    const decoded = json.kind === 'invalid' ? { kind: 'invalid' as const, problems: [json.why] } : decode(json.value);
    if (decoded.kind === 'decoded') return decoded.value;
    problems.push(...decoded.problems.map((problem): Problem => ({ rule: 'form', seen: `${name}: ${problem}` })));
    return 'unreadable';
  };
  const event = read(EVENT_FILE, decodeEvent);
  const state = read(STATE_FILE, (value) => decodeState(value, targetIn(value)));
  if (commit !== undefined && event !== 'unreadable') problems.push(...commitProblems(bytes, commit, event));
  return { commit: id, parents: commit?.parents ?? [], isSigned: commit?.isSigned ?? false, event, state, problems };
}

/** Whose state it is follows from the history, not from the record: that is looked at there. */
function targetIn(value: unknown): string {
  return typeof value === 'object' && value !== null && 'target' in value && typeof value.target === 'string' ? value.target : '';
}

/** Author, date and message follow from the event. Where commits are signed, author and date are the signer's. */
function commitProblems(bytes: Uint8Array, commit: StoredCommit, event: LedgerEvent): readonly Problem[] {
  const content = recordMessage({ event, title: commit.message.split('\n')[0] ?? '' });
  if (commit.message.trimEnd() !== commitMessage(content).trimEnd()) return [{ rule: 'commit', seen: `its message is not that of its event: ${differingLine(commit.message, commitMessage(content))}` }];
  if (commit.isSigned || commit.parents.length > 1) return [];
  const expected = Buffer.from(commitBytes({ ...content, tree: commit.tree, parent: commit.parents[0] ?? '' }));
  if (expected.equals(bytes)) return [];
  return [{ rule: 'commit', seen: `its header is not what its event makes it: ${differingLine(new TextDecoder().decode(bytes), expected.toString('utf8'))}` }];
}

function differingLine(recorded: string, expected: string): string {
  const [lines, wanted] = [recorded.split('\n'), expected.split('\n')];
  const at = Array.from({ length: Math.max(lines.length, wanted.length) }, (_, index) => index).find((index) => lines[index] !== wanted[index]) ?? 0;
  return `${JSON.stringify(lines[at] ?? 'nothing')} where ${JSON.stringify(wanted[at] ?? 'nothing')} belongs`;
}
