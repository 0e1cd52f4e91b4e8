// How soon trouble is seen at a traffic, with half of it on the new model: from simulated releases whose promise is in nobody's way.
import { ppm, type Policy } from '@rampart/rollout-policy';
import type { RunPool } from '../pool/run-pool.ts';
import type { OwnTraffic } from '../scenario/families/index.ts';
import type { RunRow } from './claim.ts';
import { seenQuantile } from './quantile-bound.ts';
import { strataOf } from './series.ts';
import type { SimulatedTask } from './simulated-task.ts';

export interface HowSoon {
  /** `dead on arrival`, `10x`, ... `1.5x`. */
  readonly trouble: string;
  /** Median from the first request to the decision to take it out; `never`: in half of the releases not within a month. */
  readonly medianMs: number | 'never';
}

export interface AtTraffic {
  readonly policy: Policy;
  readonly family: string;
  readonly own: OwnTraffic;
  readonly seed: number;
  readonly pool: RunPool<SimulatedTask, RunRow>;
}

/** From the largest to the smallest: what takes longer than the next larger one. */
const TROUBLES: readonly string[] = ['dead on arrival', '10x', '5x', '3x', '2x', '1.5x'];
/** Odd, so that the median is a release. */
const RELEASES = 15;
const IN_PRACTICE_MS = 30 * 86_400_000;
/** So many looks of a job that stays; what takes longer is watched by scheduled ticks. */
const STAYS_LOOKS = 1_000;

export async function howSoon(at: AtTraffic): Promise<readonly HowSoon[]> {
  const table: HowSoon[] = [];
  let isSeen = true;
  for (const trouble of TROUBLES) {
    const medianMs: number | 'never' = isSeen ? await medianTime(at, trouble) : 'never';
    isSeen = medianMs !== 'never';
    table.push({ trouble, medianMs });
  }
  return table;
}

async function medianTime(at: AtTraffic, trouble: string): Promise<number | 'never'> {
  const { lookMs, tickMs } = at.policy.expert;
  const staysMs = Math.min(STAYS_LOOKS * lookMs, IN_PRACTICE_MS);
  const soon = await medianWhen(at, trouble, { lookMs, horizonMs: staysMs });
  return soon !== 'never' || staysMs === IN_PRACTICE_MS ? soon : await medianWhen(at, trouble, { lookMs: Math.max(lookMs, tickMs), horizonMs: IN_PRACTICE_MS });
}

async function medianWhen({ policy, family, own, seed, pool }: AtTraffic, trouble: string, watched: { readonly lookMs: number; readonly horizonMs: number }): Promise<number | 'never'> {
  const stratum = strataOf('worst').find(({ name }) => name === trouble);
  if (stratum === undefined) return 'never';
  const task: SimulatedTask = { kind: 'drawn', policy: halfAndHalf(policy, watched), seed, own, series: { family, candidate: 'worst', stratum } };
  const rows = await pool.run(task, 0, RELEASES);
  return seenQuantile(rows.map(({ outAtMs, firstTrafficAtMs }) => (outAtMs === 'never' || firstTrafficAtMs === 'never' ? 'never' : Math.max(0, outAtMs - firstTrafficAtMs))), 0.5);
}

/** The policy's checks and statistics, at half of the traffic from the first step on, looked at every `lookMs` for as long as it takes. */
function halfAndHalf(policy: Policy, { lookMs, horizonMs }: { readonly lookMs: number; readonly horizonMs: number }): Policy {
  return {
    ...policy,
    promise: { ...policy.promise, badRequestsMax: 1_000_000_000, catches: [], decideWithinMs: horizonMs, ifUndecided: 'ask' },
    plan: [{ kind: 'ramp', steps: { kind: 'ladder', weights: [ppm(500_000)], everyMs: 0 }, weightMax: ppm(500_000), sticky: stickyOf(policy) }],
    quiet: [],
    // Blocks reach from look to look, as those of metric pages do: a month of them by the quarter minute would say the same and take minutes.
    expert: { ...policy.expert, lookMs, tickMs: lookMs, blockMs: Math.max(policy.expert.blockMs, lookMs) },
  };
}

function stickyOf({ plan }: Policy): 'none' | 'user' {
  const ramp = plan.find((stage) => stage.kind === 'ramp');
  return ramp === undefined ? 'none' : ramp.sticky;
}
