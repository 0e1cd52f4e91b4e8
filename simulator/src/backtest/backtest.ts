// What a policy says of releases of the past: with the evidence that there was, at the weights that were in force.
import { countsAsHarm, type Policy, type Reason } from '@rampart/rollout-policy';
import type { MetricHistory } from './metric-history.ts';
import type { PastRelease } from './past-releases.ts';
import { evidenceOf, type ReleaseEvidence } from './release-evidence.ts';
import { replayRelease, type Verdicts } from './replay-release.ts';
import { replayableFrom } from './replayable-policy.ts';

export interface Backtest {
  readonly target: string;
  readonly weights: 'given' | 'inferred';
  readonly releases: readonly BacktestedRelease[];
  readonly leftOut: readonly string[];
}

export interface BacktestedRelease extends PastRelease {
  readonly says: Said;
  /** First time that a person is asked; `never` where the policy needs nobody. */
  readonly asked: { readonly kind: 'never' } | { readonly kind: 'asked'; readonly atMs: number; readonly reason: Reason | 'none' };
  /** `right`: bad and taken out, good and promoted. `wrong`: the other way round. `open`: it decided nothing, or nobody knows what the release was. */
  readonly judged: 'right' | 'wrong' | 'open';
  readonly evidence: Pick<Verdicts, 'looks' | 'blocks' | 'gaps'> & { readonly weightMax: number };
}

export type Said =
  /** `spared`: bad requests that the candidate served from then to the end of the release, beyond what stable would have had. */
  | { readonly kind: 'rollback'; readonly atMs: number; readonly reason: Reason | 'none'; readonly promotedBeforeMs: number | 'never'; readonly spared: Spared }
  | { readonly kind: 'promote'; readonly atMs: number }
  /** The promise on bad requests was broken at these weights: traffic away, and a person is asked. */
  | { readonly kind: 'budget-spent'; readonly atMs: number; readonly spared: Spared }
  | { readonly kind: 'nothing'; readonly last: Verdicts['last'] };

export interface Spared {
  readonly bad: number;
  readonly excess: number;
}

export function backtest(policy: Policy, history: MetricHistory, releases: readonly PastRelease[]): Backtest {
  const known = new Set([...history.spans.values()].flatMap((rows) => rows.map(({ check }) => check)));
  const { policy: replayable, leftOut } = replayableFrom(policy, known);
  const backtested = releases.map((release) => {
    const evidence = evidenceOf(history, release, replayable);
    const verdicts = replayRelease(replayable, release, evidence, { stepMs: history.stepMs, budget: policy.promise.badRequestsMax });
    return backtestedFrom(replayable, release, evidence, verdicts);
  });
  return { target: policy.target, weights: history.hasWeights ? 'given' : 'inferred', releases: backtested, leftOut };
}

function backtestedFrom(policy: Policy, release: PastRelease, evidence: ReleaseEvidence, verdicts: Verdicts): BacktestedRelease {
  const says = saidOf(policy, evidence, verdicts);
  const { askedAtMs, askedReason, looks, blocks, gaps } = verdicts;
  return {
    ...release,
    says,
    asked: askedAtMs === 'never' ? { kind: 'never' } : { kind: 'asked', atMs: askedAtMs, reason: askedReason },
    judged: judge(release.really, says),
    evidence: { looks, blocks, gaps, weightMax: Math.max(0, ...evidence.weights.map(({ weight }) => weight)) / 1_000_000 },
  };
}

/** Whatever came first takes the traffic away. */
function saidOf(policy: Policy, evidence: ReleaseEvidence, { promotedAtMs, rolledBackAtMs, rollbackReason, budgetSpentAtMs, last }: Verdicts): Said {
  if (budgetSpentAtMs !== 'never' && (rolledBackAtMs === 'never' || budgetSpentAtMs < rolledBackAtMs)) return { kind: 'budget-spent', atMs: budgetSpentAtMs, spared: sparedAfter(policy, evidence, budgetSpentAtMs) };
  if (rolledBackAtMs !== 'never') return { kind: 'rollback', atMs: rolledBackAtMs, reason: rollbackReason, promotedBeforeMs: promotedAtMs, spared: sparedAfter(policy, evidence, rolledBackAtMs) };
  return promotedAtMs === 'never' ? { kind: 'nothing', last } : { kind: 'promote', atMs: promotedAtMs };
}

function judge(really: PastRelease['really'], says: Said): BacktestedRelease['judged'] {
  if (really === 'unknown' || says.kind === 'nothing') return 'open';
  const isOut = says.kind === 'rollback' || says.kind === 'budget-spent';
  return isOut === (really === 'bad') ? 'right' : 'wrong';
}

/** Block by block against stable's ratio in the same span; where stable said nothing there, against its ratio over the whole release. */
function sparedAfter(policy: Policy, { blocks }: ReleaseEvidence, atMs: number): Spared {
  let [bad, excess] = [0, 0];
  for (const { name } of policy.checks.filter(countsAsHarm)) {
    const all = (blocks.get(name) ?? []).flatMap(({ value }) => (value.cells['all'] === undefined ? [] : [{ fromMs: value.fromMs, ...value.cells['all'] }]));
    const [trials, events] = all.reduce(([sum, failed], { stable }) => [sum + stable.trials, failed + stable.events], [0, 0]);
    for (const { fromMs, stable, candidate } of all) {
      if (fromMs < atMs) continue;
      const ratio = stable.trials > 0 ? stable.events / stable.trials : trials > 0 ? events / trials : 0;
      bad += candidate.events;
      excess += candidate.events - candidate.trials * ratio;
    }
  }
  return { bad, excess };
}
