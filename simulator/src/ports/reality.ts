// What really happens while jobs look at it: the world under the exposure that the router gives, and what telemetry hears of it. It is advanced only when
// somebody asks or the exposure changes, so that spans are cut there, and where telemetry's blocks end.
import type { MetricSource } from '@rampart/rollout-engine';
import type { Truth } from '../rollout/recording.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Exposure, World } from '../world/world.ts';
import { swapArms } from './swap-arms.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Reality {
  readonly metrics: MetricSource;
  readonly exposure: Exposure;
  /** From now on the candidate gets these shares, 0..1. */
  expose(shares: { readonly weight: number; readonly mirror: number }): void;
  /** The registry's pointer names the candidate. */
  promoted(): void;
  /** Summed up to now. */
  truth(): Truth;
}

export interface Outside {
  readonly world: World;
  readonly telemetry: Telemetry;
  /** The next offset at which telemetry wants a span to end. */
  readonly cutAfter: (afterMs: number) => number;
}

/** `candidateSlot`: where the release stands that the world knows as the candidate. */
export function reality({ world, telemetry, cutAfter }: Outside, time: VirtualTime, candidateSlot: string): Reality {
  const run = world.begin();
  const sums = { stable: 0, candidate: 0, badStable: 0, badCandidate: 0, excess: 0, excessInTrial: 0, usersHarmed: 0 };
  let untilMs = 0;
  let exposure: Exposure = { weight: 0, mirror: 0, firstTrafficAtMs: 'never', weightSinceMs: 0, promotedAtMs: 'never' };

  const advance = (): void => {
    while (untilMs < time.nowMs) happen(Math.min(time.nowMs, cutAfter(untilMs)));
  };
  const happen = (toMs: number): void => {
    const happening = run.advance({ fromMs: untilMs, toMs }, exposure);
    untilMs = toMs;
    sums.stable += happening.requests.stable;
    sums.candidate += happening.requests.candidate;
    sums.badStable += happening.bad.stable;
    sums.badCandidate += happening.bad.candidate;
    sums.excess += happening.excess;
    if (exposure.promotedAtMs === 'never') sums.excessInTrial += happening.excess;
    sums.usersHarmed += happening.usersHarmed;
    telemetry.record(happening);
  };

  return {
    get exposure() {
      return exposure;
    },
    expose: ({ weight, mirror }) => {
      if (weight === exposure.weight && mirror === exposure.mirror) return;
      advance();
      const isFirst = exposure.firstTrafficAtMs === 'never' && (weight > 0 || mirror > 0);
      exposure = { ...exposure, weight, mirror, weightSinceMs: time.nowMs, firstTrafficAtMs: isFirst ? time.nowMs : exposure.firstTrafficAtMs };
    },
    promoted: () => {
      if (exposure.promotedAtMs !== 'never') return;
      advance();
      exposure = { ...exposure, promotedAtMs: time.nowMs };
    },
    metrics: {
      fetchBlocks: (request) => {
        advance();
        const answer = telemetry.fetchBlocks(request);
        return Promise.resolve(request.arms.candidate === candidateSlot ? answer : swapArms(answer));
      },
    },
    truth: () => {
      advance();
      return { requests: { stable: sums.stable, candidate: sums.candidate }, bad: { stable: sums.badStable, candidate: sums.badCandidate }, excess: sums.excess, excessInTrial: sums.excessInTrial, usersHarmed: sums.usersHarmed };
    },
  };
}
