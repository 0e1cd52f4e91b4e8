// An invariant of docs/simulation.md as a function of what a simulated release left behind. One file per invariant; no checker knows how the run was made.
import type { Recording } from '../rollout/recording.ts';

export interface Checker {
  /** Number in the catalogue, 1 to 40, and a short name: `01-weight-cap`. */
  readonly id: string;
  /** What must hold, in a sentence. */
  readonly rule: string;
  readonly check: (recording: Recording) => Checked;
}

export interface Checked {
  /** Empty: it held. */
  readonly broken: readonly Broken[];
  /** Whether the recording had anything that the rule speaks about; a search in which it never had is vacuous. */
  readonly exercised: boolean;
}

export interface Broken {
  /** Offset. */
  readonly atMs: number;
  /** What was seen, in a sentence with numbers. */
  readonly seen: string;
}

/** An invariant about several runs of related trials: the checker says which runs it wants and compares them. */
export interface PairChecker {
  readonly id: string;
  readonly rule: string;
  /** The trials to run beside the given one. */
  readonly variants: (trial: Recording['trial']) => readonly Recording['trial'][];
  readonly check: (original: Recording, variants: readonly Recording[]) => Checked;
}
