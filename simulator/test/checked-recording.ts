// All checkers on one recording, and what a search has met so far.
import { applyChecker } from '../src/checkers/apply-checker.ts';
import { CHECKERS } from '../src/checkers/index.ts';
import type { Broken } from '../src/checkers/checker.ts';
import type { Recording } from '../src/rollout/recording.ts';

export interface BrokenRule extends Broken {
  readonly id: string;
}

/** Which rules had something to say, and which named things were reached: a search that never met a precondition is vacuous. */
export class Met {
  readonly exercised = new Map<string, number>();
  readonly marks = new Map<string, number>();

  take(recording: Recording, exercised: readonly string[]): void {
    for (const id of exercised) this.exercised.set(id, (this.exercised.get(id) ?? 0) + 1);
    for (const mark of marksOf(recording)) this.marks.set(mark, (this.marks.get(mark) ?? 0) + 1);
  }

  /** What of `wanted` was never met. */
  missing(wanted: readonly string[]): readonly string[] {
    return wanted.filter((name) => !this.exercised.has(name) && !this.marks.has(name));
  }
}

export function checkRecording(recording: Recording, met: Met): readonly BrokenRule[] {
  const exercised: string[] = [];
  const broken: BrokenRule[] = [];
  for (const checker of CHECKERS) {
    const checked = applyChecker(checker, recording);
    if (checked.exercised) exercised.push(checker.id);
    for (const one of checked.broken) broken.push({ id: checker.id, ...one });
  }
  met.take(recording, exercised);
  return broken;
}

/** Decisions, reasons, faults and steps from phase to phase. */
function marksOf({ marks, looks, states, trial, ending }: Recording): ReadonlySet<string> {
  const phases = states.flatMap(({ rollout }, index) => {
    const before = states[index - 1]?.rollout;
    return rollout.kind === 'live' && before?.kind === 'live' && before.phase !== rollout.phase ? [`phase:${before.phase}>${rollout.phase}`] : [];
  });
  return new Set([...marks, ...looks.flatMap(({ decision }) => [`decision:${decision.kind}`, ...decision.reasons.map(({ code }) => `reason:${code}`)]), ...phases, ...trial.scenario.faults.map(({ kind }) => `fault:${kind}`), `outcome:${ending.outcome}`]);
}

/** One line per broken rule, for a test's message. */
export function described(broken: readonly BrokenRule[]): string {
  return broken.map(({ id, atMs, seen }) => `${id} after ${(atMs / 60_000).toFixed(1)} min: ${seen}`).join('\n');
}
