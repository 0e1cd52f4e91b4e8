// A search: draws cases, records each, applies every checker, and turns what it finds into a small file. Hard rules only: each must hold whatever was drawn.
import { fc } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { Recording } from '../src/rollout/recording.ts';
import { checkRecording, described, type BrokenRule, type Met } from './checked-recording.ts';

export interface Search<Case> {
  readonly cases: fc.Arbitrary<Case>;
  /** `skip`: this depth, or this world, cannot show the case. */
  readonly record: (drawn: Case) => Promise<Recording | 'skip'>;
  /** Writes the shrunk case; says under which name. */
  readonly keep: (found: Case, breaks: string) => string;
  readonly runs: number;
  readonly met: Met;
  /** Further rules about a case, e.g. pairs. */
  readonly besides?: (drawn: Case, recording: Recording) => Promise<readonly BrokenRule[]>;
}

/** Of the seeds in tools/fixed-seed.ts; RAMPART_SEARCH_RUNS multiplies the runs, for a search at night. */
export async function search<Case>({ cases, record, keep, runs, met, besides }: Search<Case>): Promise<void> {
  const times = Number(process.env['RAMPART_SEARCH_RUNS'] ?? '1');
  let found: readonly BrokenRule[] = [];
  const outcome = await fc.check(
    fc.asyncProperty(cases, async (drawn) => {
      const recording = await record(drawn);
      if (recording === 'skip') return true;
      const broken = [...checkRecording(recording, met), ...((await besides?.(drawn, recording)) ?? [])];
      if (broken.length > 0) found = broken;
      return broken.length === 0;
    }),
    { numRuns: Math.ceil(runs * times) },
  );
  if (!outcome.failed) return;
  const [drawn] = outcome.counterexample ?? [];
  const error: unknown = outcome.errorInstance;
  // Our own bug throws: no rule was asked.
  const kept = drawn === undefined ? 'nothing' : keep(drawn, isThrown(error) ? '' : (found[0]?.id ?? ''));
  expect.fail(`${described(found)}\nkept as counterexamples/${kept} (seed ${outcome.seed}, run ${outcome.numRuns}, ${outcome.numShrinks} times smaller)${isThrown(error) ? `\n${error.stack ?? error.message}` : ''}`);
}

/** Other than fast-check's own word for a property that did not hold. */
function isThrown(error: unknown): error is Error {
  return error instanceof Error && !error.message.startsWith('Property failed');
}
