// Invariant 22: more failures of the candidate never help it. At equal weights: the recorded release once more, with every block of the candidate a little worse.
import type { Check } from '@rampart/rollout-policy';
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { replay, withArm, withBlocks } from './replay.ts';

const TAKES_OUT: ReadonlySet<string> = new Set(['limit-breached', 'regression', 'combined-regression']);
/** Of the requests that were fine, one in so many fails too. */
const ONE_IN = 20;

export const worseCandidateIsNotPromoted: Checker = {
  id: '22-worse-candidate-is-not-promoted',
  rule: 'With more failures of the candidate and everything else the same, a rollback comes no later, and nothing is promoted or finished that was not.',
  check: (recording) => {
    const found = inspection();
    const worse = replay(recording, ({ evidence }, { policy }) =>
      withBlocks(evidence, policy.checks, isOneSided, ({ better }, block) =>
        withArm(block, 'candidate', ({ trials, events }) => ({ trials, events: better === 'lower' ? events + Math.ceil((trials - events) / ONE_IN) : events - Math.ceil(events / ONE_IN) })),
      ),
    );
    for (const { event, atMs, rollout, decision } of worse) {
      const was = event.decision;
      const wasTakenOut = was.kind === 'rollback' && TAKES_OUT.has(was.reasons[0]?.code ?? '');
      if (wasTakenOut) found.expect(decision.kind === 'rollback' || decision.kind === 'halt', atMs, `rolled back (${was.reasons[0]?.code ?? ''}), and with more failures ${decision.kind} (${decision.reasons[0]?.code ?? ''})`);
      const isTrial = rollout.phase === 'trial';
      if (isTrial && decision.kind === 'promote') found.expect(was.kind === 'promote', atMs, `${was.kind}, and with more failures promoted`);
      if (decision.kind === 'finished') found.expect(was.kind === 'finished', atMs, `${was.kind}, and with more failures finished`);
      if (decision.kind === 'advance' && decision.to > rollout.weight) found.expect(was.kind === 'advance' || was.kind === 'promote', atMs, `${was.kind} (${was.reasons[0]?.code ?? ''}), and with more failures raised`);
    }
    return found.checked();
  },
};

/** Counts of events that are bad, or good, one by one. */
export function isOneSided({ signal, sides, gap }: Check): boolean {
  return sides === 'worse' && gap.kind === 'none' && ((signal.kind === 'share' && signal.unit === 'requests') || signal.kind === 'labels' || signal.kind === 'time');
}
