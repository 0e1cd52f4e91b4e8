// Invariant 23: the better what serves, the harder to replace it.
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { isOneSided } from './22-worse-candidate-is-not-promoted.ts';
import { replay, withArm, withBlocks } from './replay.ts';

export const betterStableDoesNotPromote: Checker = {
  id: '23-better-stable-does-not-promote',
  rule: 'With fewer failures of stable and everything else the same, nothing is promoted that was not.',
  check: (recording) => {
    const found = inspection();
    const better = replay(recording, ({ evidence }, { policy }) =>
      // Stable's own latencies choose the bounds that are compared.
      withBlocks(evidence, policy.checks, (check) => isOneSided(check) && check.better === 'lower' && check.signal.kind !== 'time', (_, block) => withArm(block, 'stable', ({ trials, events }) => ({ trials, events: Math.floor(events / 2) }))),
    );
    for (const { event, atMs, rollout, decision } of better) {
      if (rollout.phase !== 'trial' || (decision.kind !== 'promote' && event.decision.kind !== 'promote')) continue;
      // How much traffic the promise bears is no verdict, and follows the ratio to stable in either direction.
      if (event.decision.kind === 'stepBack') continue;
      found.expect(event.decision.kind === 'promote' || decision.kind !== 'promote', atMs, `${event.decision.kind} (${event.decision.reasons[0]?.code ?? ''}), and with a better stable promoted`);
    }
    return found.checked();
  },
};
