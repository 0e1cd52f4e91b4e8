// The freezes of a target, as a tick asks for them: the manifests from their store against the branch and the files of this checkout.
import { decodePatterns, encodeManifest, freezeFiles, frozenSituation, nodeFiles, type BranchFiles, type FrozenBranch, type HeldDocument } from '@rampart/data-freeze';
import { freezeFile, FREEZES_REF } from '@rampart/ledger-records';
import type { Clock, FreezeGuard, FreezeHolder, FreezeStore, Pinned, PinRequest, Result } from '@rampart/rollout-engine';
import type { Situation } from '@rampart/rollout-policy';

export interface FreezeGuardOptions {
  readonly store: FreezeStore;
  readonly workspace: string;
  readonly clock: Clock;
  /** A job that stays looks at the files again after this long; in between their last answer stands. */
  readonly againAfterMs: number;
  /** Of the repository that the job belongs to. */
  readonly branches: BranchFiles | 'none';
  /** The branch that a rollout of this job freezes; empty: the default one. */
  readonly branch: string;
}

export function freezeGuard(options: FreezeGuardOptions): FreezeGuard {
  const { store, workspace, clock, againAfterMs, branches } = options;
  let last: { readonly target: string; readonly rolloutId: string; readonly head: string; readonly atMs: number; readonly answer: Situation['frozen'] } | undefined;
  return {
    verify: async (target, { rolloutId, holds }) => {
      const held = await documentsOf(store, target);
      if (held.kind === 'error') return { kind: 'unreadable', why: held.error.message, ...(held.error.retryable ? {} : { lasts: true }) };
      const { head, documents } = held.value;
      if (head === '' && holds) return { kind: 'unreadable', why: GONE, lasts: true };
      if (documents.length === 0) return { kind: 'none' };
      const nowMs = clock.nowMs();
      if (last?.target === target && last.rolloutId === rolloutId && last.head === head && nowMs - last.atMs < againAfterMs) return last.answer;
      const places = { filesAt: (root: string) => nodeFiles({ workspace, root }), branches };
      const answers: Situation['frozen'][] = [];
      for (const held of documents) answers.push(await frozenSituation(target, { ...held, rolloutId }, places));
      last = { target, rolloutId, head, atMs: nowMs, answer: together(answers) };
      return last.answer;
    },
    pin: (request) => pin(options, request),
  };
}

/** Whoever lifts a freeze leaves the branch there. */
const GONE = `${FREEZES_REF} is gone, and with it what this rollout holds frozen: somebody deleted the branch. Put it back, or freeze the data again (freeze-data)`;

type Stored = Pick<HeldDocument, 'document' | 'where'>;

/** What a person froze and what the rollout holds. */
async function documentsOf(store: FreezeStore, target: string): Promise<Result<{ readonly head: string; readonly documents: readonly Stored[] }>> {
  const documents: Stored[] = [];
  let head = '';
  for (const by of ['hand', 'rollout'] satisfies readonly FreezeHolder[]) {
    const record = await store.readFreeze(target, by);
    if (record.kind === 'error') return record;
    head = record.value.head;
    if (record.value.kind === 'frozen') documents.push({ document: record.value.document, where: `${freezeFile(target, by)} on ${FREEZES_REF}` });
  }
  return { kind: 'ok', value: { head, documents } };
}

/** A change is certain, whatever else cannot be read. */
function together(answers: readonly Situation['frozen'][]): Situation['frozen'] {
  const changed = answers.flatMap((answer) => (answer.kind === 'changed' ? [answer] : []));
  const [first] = changed;
  if (first !== undefined) return { ...first, paths: [...new Set(changed.flatMap(({ paths }) => paths))] };
  return answers.find(({ kind }) => kind === 'unreadable') ?? answers.find(({ kind }) => kind === 'unchanged') ?? { kind: 'none' };
}

/** The files of the checkout, and where they are in git. */
async function pin({ workspace, clock, branches, branch }: FreezeGuardOptions, { target, rolloutId, paths }: PinRequest): Promise<Pinned> {
  const patterns = decodePatterns(paths);
  if (patterns.kind === 'refused') return { kind: 'refused', why: patterns.mistakes.map(({ message }) => message).join('; ') };
  const head = await branchNow(branches, branch);
  if (head.kind === 'unreadable') return { kind: 'refused', why: head.why };
  const frozen = await freezeFiles({ target, root: '.', patterns: patterns.value, nowMs: clock.nowMs(), rolloutId, ...(head.kind === 'none' ? {} : { branch: head.branch }) }, nodeFiles({ workspace, root: '.' }));
  if (frozen.kind === 'refused') return { kind: 'refused', why: frozen.mistakes.slice(0, 3).map(({ place, message }) => `${place}: ${message}`).join('; ') };
  return { kind: 'pinned', document: encodeManifest(frozen.manifest) };
}

export type BranchNow = { readonly kind: 'none' } | { readonly kind: 'at'; readonly branch: FrozenBranch } | { readonly kind: 'unreadable'; readonly why: string };

/** What a manifest says about git; `none` where nobody can look. */
export async function branchNow(branches: BranchFiles | 'none', branch: string): Promise<BranchNow> {
  if (branches === 'none') return { kind: 'none' };
  const head = await branches.head(branch);
  return head.kind === 'unreadable' ? head : { kind: 'at', branch: { repository: branches.repository, name: head.name, commit: head.commit } };
}
