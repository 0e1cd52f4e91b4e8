// Invariant 17: no release hangs without a word. That a good one is promoted, and how often, is a claim (goodSentBack, decideWithin).
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { endsBefore } from './reference/liveness.ts';

export const goodReleaseEnds: Checker = {
  id: '17-good-release-ends',
  rule: 'Once the faults are over a release ends, or a person is asked, within the time to decide and the time of its bake; one that is decided the policy\'s way ends.',
  check: (recording) => {
    const found = inspection();
    const { trial, ending } = recording;
    const untilMs = endsBefore(trial);
    if (untilMs === 'unknown') return found.checked();
    const hasEnded = ending.outcome !== 'open';
    const wasAsked = ending.askedAtMs !== 'never';
    found.expect(hasEnded || wasAsked, untilMs, `the release is open after ${untilMs / 3_600_000} h and nobody was asked; the last look said ${lastSaid(recording)}`);
    return found.checked();
  },
};

function lastSaid({ looks }: Parameters<Checker['check']>[0]): string {
  const last = looks.at(-1)?.decision;
  return last === undefined ? 'nothing: there was none' : `${last.kind} (${last.reasons.map(({ code }) => code).join(', ')})`;
}
