// New labels of a release that ended: the same claims, on the same event time, without a rollout around them.
import type { Evidence } from '../evidence.ts';
import type { Followed } from '../state.ts';
import { absorb } from './absorb.ts';
import { newSampleRatio } from './sample-ratio.ts';
import { oddsNeeded } from './odds-needed.ts';

/** `worse`: checks that are worse than allowed now and were not told yet. Pure and total. */
export function followUp(followed: Followed, evidence: Readonly<Record<string, Evidence>>): { readonly followed: Followed; readonly worse: readonly string[] } {
  const { policy, exclusions } = followed;
  const awaited = { ...policy, checks: policy.checks.filter(({ name }) => followed.checks[name] !== undefined) };
  const { checks } = absorb({ policy: awaited, checks: followed.checks, exclusions, weights: [], sampleRatio: newSampleRatio() }, evidence);
  const worse = awaited.checks.filter((check) => (checks[check.name]?.oddsPeak ?? 0) >= oddsNeeded(policy, check) && !followed.told.includes(check.name)).map(({ name }) => name);
  return { followed: { ...followed, checks, told: [...followed.told, ...worse] }, worse };
}
