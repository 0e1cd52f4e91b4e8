// What happened in one seed, in the order in which it happened: all that the checkers look at, and what the story is told from. `step` numbers everything.
import type { WeightChange, AppendOutcome, LedgerEntry, LedgerView, PortError, Result, RouterReading, TickOutcome } from '@rampart/rollout-engine';
import type { BlocksAnswer } from '@rampart/rollout-engine';
import type { LedgerEvent, Policy, TargetState } from '@rampart/rollout-policy';
import type { RepositoryData } from '@rampart/testing/github';
import type { CandidateKind, Plot } from './plot.ts';

export interface Happened {
  readonly step: number;
  /** By the one true clock, from the beginning of the simulation. */
  readonly atMs: number;
}

/** Of one target of a job that may have several. */
export interface AtTarget extends Happened {
  readonly target: string;
}

export type Entry =
  | (Happened & { readonly kind: 'job-began'; readonly job: JobFacts })
  /** `died`: it was killed. */
  | (Happened & { readonly kind: 'job-ended'; readonly job: string; readonly how: 'finished' | 'cancelled' | 'died' })
  /** A look was over and told. */
  | (AtTarget & { readonly kind: 'told'; readonly job: string; readonly mode: string; readonly outcome: TickOutcome })
  /** Outputs and summary were written. */
  | (Happened & { readonly kind: 'printed'; readonly job: string; readonly exitCode: number; readonly outputs: Readonly<Record<string, string>>; readonly text: string })
  | (Happened & { readonly kind: 'thrown'; readonly job: string; readonly code: number; readonly text: string })
  | (Happened & { readonly kind: 'asked'; readonly exchange: Exchange })
  | (Happened & { readonly kind: 'answered'; readonly job: string; readonly number: number; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly isGraphqlLimit: boolean })
  | (Happened & { readonly kind: 'unanswered'; readonly job: string; readonly number: number })
  | (Happened & { readonly kind: 'moved'; readonly move: RefMoved })
  | (AtTarget & { readonly kind: 'read'; readonly job: string; readonly view: Result<LedgerView> })
  | (AtTarget & { readonly kind: 'append-asked'; readonly job: string; readonly entry: LedgerEntry })
  | (AtTarget & { readonly kind: 'append-answered'; readonly job: string; readonly entry: LedgerEntry; readonly answer: Result<AppendOutcome> })
  | (AtTarget & { readonly kind: 'router-set'; readonly job: string; readonly change: WeightChange; readonly fromVersion: string; readonly was: number; readonly is: number; readonly answer: Result<RouterReading>; readonly carries: string })
  | (AtTarget & { readonly kind: 'router-read'; readonly job: string; readonly answer: Result<RouterReading> })
  /** A share of traffic is in effect, whoever set it. */
  | (AtTarget & { readonly kind: 'weight'; readonly weight: number; readonly by: string })
  | (AtTarget & { readonly kind: 'metrics'; readonly job: string; readonly answer: Result<BlocksAnswer> })
  | (Happened & { readonly kind: 'fault'; readonly number: number; readonly what: string; readonly state: string })
  | (Happened & { readonly kind: 'person'; readonly what: string })
  /** The registry's pointer. */
  | (AtTarget & { readonly kind: 'pointer-moved'; readonly job: string; readonly to: string })
  /** A newer version is there to be released. */
  | (AtTarget & { readonly kind: 'registered'; readonly version: string })
  | (Happened & { readonly kind: 'phase'; readonly name: 'healed' | 'clean-look' })
  /** It has not ended by itself: from here on a person helps. */
  | (AtTarget & { readonly kind: 'last-resort' });

export interface JobFacts {
  readonly name: string;
  readonly kind: 'step' | 'promote' | 'roll-back' | 'freeze' | 'pause' | 'resume';
  readonly run: string;
  readonly attempt: number;
  readonly actor: string;
  readonly token: string;
  /** As its inputs say: abort, approve, a version, or nothing. */
  readonly word: string;
  /** The rollout that its inputs name; empty where they name none. */
  readonly rolloutId: string;
  /** How long it may last. */
  readonly deadlineMs: number;
  /** The targets that it was given. */
  readonly targets: readonly string[];
}

export interface Exchange {
  /** In the emulator's log; 0 where it never arrived. */
  readonly number: number;
  readonly job: string;
  readonly operation: string;
  readonly writes: boolean;
  readonly sent: string;
  readonly origin: string;
  readonly hasToken: boolean;
  readonly faults: readonly string[];
  readonly wasApplied: boolean;
  /** When the client sent it; `atMs` of the entry is when it arrived. */
  readonly sentAtMs: number;
  readonly sentStep: number;
}

export interface RefMoved {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
  /** A job's name, or `person`. */
  readonly by: string;
}

/** A commit that was at the head of the ledger once. */
export interface SeenCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly content: { readonly kind: 'record'; readonly event: LedgerEvent; readonly state: TargetState } | { readonly kind: 'damaged'; readonly why: string };
}

/** All of it. */
export interface Played {
  readonly plot: Plot;
  readonly entries: readonly Entry[];
  /** For each target what is about it, and about no target in particular. */
  readonly targets: readonly [Chronicle, ...Chronicle[]];
}

/** What happened to one target: what a rule is asked of. */
export interface Chronicle {
  readonly plot: Plot;
  /** What comes of each version that is released on it. */
  readonly candidates: Readonly<Record<string, CandidateKind>>;
  readonly policy: Policy;
  readonly refs: { readonly ledger: string; readonly freezes: string };
  readonly entries: readonly Entry[];
  readonly commits: ReadonlyMap<string, SeenCommit>;
  readonly end: End;
}

/** How things were when everything was over. */
export interface End {
  readonly atMs: number;
  readonly head: string;
  readonly state: TargetState | 'none';
  readonly router: RouterReading;
  /** The version that the registry's pointer names. */
  readonly pointer: string;
  readonly data: RepositoryData;
  /** From the audit of the whole history, and from `git fsck` where there is a git repository. */
  readonly findings: readonly string[];
  readonly fsck: readonly string[];
  /** Requests and answers that do not fit GitHub's published descriptions. */
  readonly misfits: readonly string[];
  /** Everything that was written anywhere, for who looks for what must not be in it. */
  readonly texts: readonly { readonly where: string; readonly text: string }[];
  readonly tagOf: (version: string) => string;
}

export type EntryOf<K extends Entry['kind']> = Extract<Entry, { readonly kind: K }>;

export function entriesOf<K extends Entry['kind']>({ entries }: Pick<Chronicle, 'entries'>, kind: K): readonly EntryOf<K>[] {
  return entries.filter((entry): entry is EntryOf<K> => entry.kind === kind);
}

export function failedWith(answer: Result<unknown>): PortError | 'none' {
  return answer.kind === 'error' ? answer.error : 'none';
}
