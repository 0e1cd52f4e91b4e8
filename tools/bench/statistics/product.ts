// Our own rule as the product applies it: one check on errors with every default of a policy file. Two ways through the core that must agree to the last
// bit: the statistics alone, which is fast enough for thousands of days, and decide() on a live rollout.
import { defaultExpert } from '../../../packages/policy-document/src/defaults.ts';
import { decide, ppm, type Block, type Check, type CheckState, type Policy, type Rollout } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRollout, aSituation, blocksOf } from '@rampart/testing/fakes';
import { worseWager } from '../../../packages/rollout-policy/src/checks/comparisons.ts';
import { amongUsersSeen, countsUsers } from '../../../packages/rollout-policy/src/checks/users-seen.ts';
import { oddsNeeded } from '../../../packages/rollout-policy/src/checks/odds-needed.ts';
import { capital, newWealth, play } from '../../../packages/rollout-policy/src/statistics/wealth.ts';
import { rampWeight, type World } from '../../../packages/rollout-policy/test/worlds/world.ts';
import { DAY_MS, type Rule } from './releases.ts';

/** The defaults: margin 1.25, block betting, restarts every five minutes, blocks of 15 s, alpha 1 %. */
export function defaultPolicy(check: Partial<Check> = {}): Policy {
  return aPolicy({ checks: [aCheck(check)], expert: defaultExpert() });
}

/** What the check layer does with the blocks of this check, and nothing else. */
export function productRule(policy: Policy = defaultPolicy()): Rule {
  const check = policy.checks[0] ?? aCheck();
  const { blockMs, gridMs, stableRatioMax } = policy.expert;
  const needed = oddsNeeded(policy, check);
  const comparison = { of: 'counts', margin: check.worseBy, stableRatioMax: check.independent ? 0 : stableRatioMax } as const;
  return {
    name: check.independent ? 'Rampart, declared independent' : 'Rampart',
    blockMs,
    begin: () => {
      let wealth = newWealth(check.independent ? 'tilt' : 'bet');
      let carried: CheckState['carried'] = { kind: 'none' };
      let lastWeight = -1;
      return {
        see: (seen, toMs, weight) => {
          let cell = seen;
          if (countsUsers(check)) {
            // A change of the weight moves users: who was seen is counted anew, as the fold of a ledger does.
            const among = amongUsersSeen(weight === lastWeight ? carried : { kind: 'none' }, { fromMs: toMs - blockMs, toMs, cells: { all: seen } });
            [carried, cell, lastWeight] = [among.carried, among.block.cells['all'] ?? seen, weight];
          }
          wealth = play(wealth, worseWager(cell, comparison), Math.floor((toMs - blockMs) / gridMs));
          return capital(wealth) >= needed ? 'sent back' : 'goes on';
        },
      };
    },
  };
}

/** The largest odds of the whole day by the statistics alone, and by decide(), one block per look. */
export function bothPeaks(policy: Policy, world: World, run: { readonly seed: number; readonly run: number }): { readonly direct: number; readonly decided: number; readonly ending: Rollout['phase'] } {
  const { blockMs, gridMs, stableRatioMax } = policy.expert;
  const check = policy.checks[0] ?? aCheck();
  const traffic = world.begin({ ...run, blockMs, durationMs: DAY_MS });
  let rollout: Rollout = aRollout(policy).at(ppm(50_000));
  const startMs = rollout.startedAtMs;
  let wealth = newWealth(check.independent ? 'tilt' : 'bet');
  let [direct, decided] = [1, 1];
  for (let fromMs = 0; fromMs < DAY_MS; fromMs += blockMs) {
    const cell = traffic.next(rampWeight(fromMs, DAY_MS));
    wealth = play(wealth, worseWager(cell, { of: 'counts', margin: check.worseBy, stableRatioMax: check.independent ? 0 : stableRatioMax }), Math.floor(fromMs / gridMs));
    direct = Math.max(direct, capital(wealth));
    const block: Block = { fromMs: startMs + fromMs, toMs: startMs + fromMs + blockMs, cells: { all: cell } };
    const outcome = decide(rollout, blocksOf(check.name, [block]), aSituation(rollout, { nowMs: block.toMs }));
    rollout = { ...rollout, checks: outcome.checks };
    decided = outcome.checks[check.name]?.oddsPeak ?? 0;
    if (outcome.decision.kind === 'rollback') return { direct, decided, ending: 'leaving' };
  }
  return { direct, decided, ending: rollout.phase };
}
