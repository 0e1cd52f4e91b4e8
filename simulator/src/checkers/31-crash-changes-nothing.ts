// Invariant 31: dying is no way to a different end. The variants kill one job each, before or after one of its calls.
import type { Recording } from '../rollout/recording.ts';
import type { Fault, Trial } from '../scenario/scenario.ts';
import type { PairChecker } from './checker.ts';
import { inspection } from './inspection.ts';

/** Calls of a job that raises: read, place, metrics, freeze, append, set, read, settle, append. */
const CALLS = 12;

export const crashChangesNothing: PairChecker = {
  id: '31-crash-changes-nothing',
  rule: 'A job that dies before or after any of its port calls, and is started again, leads to the same end by the same steps.',
  variants: ({ policy, scenario }) => {
    const dies = (call: number, when: 'before' | 'after'): Fault => ({ kind: 'job-dies', atMs: 0, forMs: scenario.horizonMs, call, when });
    return Array.from({ length: 2 * CALLS }, (_, index): Trial => ({ policy, scenario: { ...scenario, faults: [...scenario.faults, dies(1 + Math.floor(index / 2), index % 2 === 0 ? 'before' : 'after')] } }));
  },
  check: (original, variants) => {
    const found = inspection();
    const expected = stepsOf(original);
    for (const variant of variants) {
      const died = variant.calls.findIndex(({ answer }) => answer === 'died');
      if (died < 0) continue;
      const { atMs = variant.startMs, port = '', method = '' } = variant.calls[died] ?? {};
      const said = `died at ${port}.${method}`;
      found.expect(variant.ending.outcome === original.ending.outcome, atMs - variant.startMs, `${said}, and the release ends ${variant.ending.outcome}, without it ${original.ending.outcome}`);
      if (variant.ending.outcome !== original.ending.outcome) continue;
      const seen = stepsOf(variant);
      found.expect(seen.join() === expected.join(), atMs - variant.startMs, `${said}, and the steps are ${seen.join(', ')}; without it ${expected.join(', ')}`);
    }
    return found.checked();
  },
};

/** What was done for good, in order, without times: raises that were confirmed, the promotion, the end. */
function stepsOf({ events, states }: Recording): readonly string[] {
  return events.flatMap((event, index) => {
    if (event.kind === 'promoted') return ['promoted'];
    if (event.kind === 'ended') return [`ended ${event.outcome}`];
    const [before, after] = [states[index - 1]?.rollout, states[index]?.rollout];
    const isRaise = event.kind === 'confirmed' && before?.kind === 'live' && after?.kind === 'live' && after.weight > before.weight;
    return isRaise ? [String(event.observed)] : [];
  });
}
