// What else a tick may ask: the pinned data, and the golden set through the real route.
import { ok, type FreezeGuard, type SmokeProbe } from '@rampart/rollout-engine';
import { countsAsHarm, type Policy } from '@rampart/rollout-policy';
import type { Exposure } from '../world/world.ts';
import type { CheckQuality, Quality } from '../world/quality.ts';
import type { FaultsInForce } from './faults-in-force.ts';
import type { VirtualTime } from './virtual-time.ts';

export function simulatedFreezeGuard(faults: FaultsInForce, time: VirtualTime): FreezeGuard {
  return {
    verify: async () => (faults.on('frozen-data-changed', time.nowMs) === 'none' ? { kind: 'unchanged' } : { kind: 'changed', paths: ['features.csv'] }),
    pin: async ({ paths }) => ({ kind: 'pinned', document: paths.join('\n') }),
  };
}

/** As many as a golden set of moderate size has. */
const CASES = 20;

/** Of the golden set fails what fails of any requests: the candidate's worst ratio of failures now, rounded down, so that a model that only fails now and then passes. */
export function simulatedSmokeProbe(policy: Policy, qualityOf: () => Quality, time: VirtualTime, exposure: () => Exposure): SmokeProbe {
  const failures = policy.checks.filter((check) => countsAsHarm(check) && check.signal.kind === 'share');
  return {
    ask: async ({ digest }) => {
      const { checks } = qualityOf().at(time.nowMs, exposure()).candidate;
      const ratios = failures.map(({ name }) => ratioOf(checks[name]));
      const failed = Math.floor(CASES * Math.max(0, ...ratios));
      return ok({ digest, cases: CASES, failed, first: failed === 0 ? '' : 'case 1 failed' });
    },
  };
}

function ratioOf(quality: CheckQuality | undefined): number {
  return quality?.kind === 'ratio' ? quality.ratio : 0;
}
